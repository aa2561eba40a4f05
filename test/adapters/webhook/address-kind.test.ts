import { describe, expect, it } from 'vitest'
import { kindOf, kindOfHost } from '../../../adapters/webhook/address-kind.ts'

describe('an IP address', () => {
  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '223.255.255.255',
    '2606:4700::1111',
    '2001:200::',
    '2003::1',
    '3ffe::1',
  ])('%s is public', address => expect(kindOf(address)).toBe('public'))

  it.each([
    '10.0.0.0',
    '10.255.255.255',
    '100.64.0.0',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.255',
    '172.16.0.0',
    '172.31.255.255',
    '192.168.0.0',
    '192.168.255.255',
    '::1',
    'fc00::',
    'fdff:ffff::1',
  ])('%s is private', address => expect(kindOf(address)).toBe('private'))

  it.each([
    ['this network', '0.0.0.0'],
    ['link-local', '169.254.0.1'],
    ['metadata', '169.254.169.254'],
    ['Alibaba’s metadata', '100.100.100.200'],
    ['Oracle’s metadata', '192.0.0.192'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['6to4 relays', '192.88.99.1'],
    ['benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['nothing', '::'],
    ['link-local', 'fe80::1'],
    ['link-local of an interface', 'fe80::1%eth0'],
    ['formerly site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['mapped IPv4', '::ffff:127.0.0.1'],
    ['mapped public IPv4', '::ffff:1.1.1.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::7f00:1'],
    ['Teredo', '2001::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['6to4', '2002:7f00:1::'],
    ['AWS’s metadata', 'fd00:ec2::254'],
    ['Google’s metadata', 'fd20:ce::254'],
    ['no address', 'example.org'],
  ])('of %s, %s, is never allowed', (_, address) => expect(kindOf(address)).toBe('never'))
})

describe('a host', () => {
  it.each([
    ['localhost', 'private'],
    ['LOCALHOST.', 'private'],
    ['a.localhost', 'private'],
    ['[::1]', 'private'],
    ['[2606:4700::1111]', 'public'],
    ['127.0.0.1', 'private'],
    ['notlocalhost', undefined],
    ['localhost.example.org', undefined],
  ])('%s is %s before it is looked up', (host, kind) => expect(kindOfHost(host)).toBe(kind))
})
