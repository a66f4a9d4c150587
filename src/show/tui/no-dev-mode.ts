/**
 * Takes DEV out of this process before Ink is loaded. With DEV=true, common in a developer's shell, Ink would look for
 * React's development tools and for its own package.json, which a bundle does not have, and fail to start.
 */
delete process.env['DEV'];
