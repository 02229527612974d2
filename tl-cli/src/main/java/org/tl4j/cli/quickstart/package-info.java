/** The photos of {@code tl quickstart}, which come with this software, laid out as a user's own would be. */
package org.tl4j.cli.quickstart;
