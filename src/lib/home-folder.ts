/**
 * The folder that holds a person's settings and data: the checkout, or the working directory where the package is installed, because npm
 * replaces what is in its own folder.
 */
export const homeFolder = (packageFolder: string, workingFolder: string): string =>
  packageFolder.split(/[\\/]/).includes('node_modules') ? workingFolder : packageFolder
