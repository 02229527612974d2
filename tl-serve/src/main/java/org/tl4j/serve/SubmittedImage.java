package org.tl4j.serve;

/**
 * An encoded image of a request.
 *
 * @param name as answers call it: the name of its file, or {@code image 1 of 3}
 * @param bytes as they came; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record SubmittedImage(String name, byte[] bytes) {}
