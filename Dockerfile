# Paper Round with everything it needs, run by a user without rights. Build: docker build -t paper-round .
FROM node:24-slim AS bundle
WORKDIR /app
COPY package.json package-lock.json ./
# No package may run an install script.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY config ./config
COPY adapters ./adapters
COPY src ./src
COPY bundle.js ./
RUN npm run build

FROM node:24-slim
LABEL org.opencontainers.image.title="Paper Round" \
  org.opencontainers.image.description="The day's trending papers, in the channels where a team already talks." \
  org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=8080 \
  LOG_FORMAT=json \
  DATABASE_URL=sqlite:/data/paper-round.db
RUN install --directory --owner=node --group=node --mode=700 /data
WORKDIR /app
# The program with its libraries.
COPY --from=bundle /app/dist ./dist
COPY package.json LICENSE ./
COPY src/paper-round.js src/build.js ./src/
# The text of the page /privacy.
COPY docs/privacy.md ./docs/privacy.md
USER node
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# As in package.json's `start`: the size of the young heap can only be set from outside.
ENTRYPOINT ["node", "--max-semi-space-size=2", "--max-old-space-size=1024", "src/paper-round.js"]
CMD ["start"]
