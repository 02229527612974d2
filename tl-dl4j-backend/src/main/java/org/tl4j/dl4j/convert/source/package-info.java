/**
 * What the readers of files hand over: a network as its file has it, and the errors of files that cannot be taken. Used by
 * {@code convert.keras} and {@code convert.zip}, which read, and by {@code convert}, which brings it into our form.
 */
package org.tl4j.dl4j.convert.source;
