/**
 * The result of the readers of files: a network as it is in its file, and the errors of files that cannot be imported.
 * Used by {@code convert.keras} and {@code convert.zip}, which read, and by {@code convert}, which converts it to our
 * form.
 */
package org.tl4j.dl4j.convert.source;
