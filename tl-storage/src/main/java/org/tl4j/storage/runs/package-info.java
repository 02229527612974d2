/**
 * The saved state of long runs, so that they can be resumed after a crash: core's {@code Checkpoint}s come in while it
 * trains, and go out when it is resumed. Files are written by {@code files}, tensors by {@code tensors}.
 */
package org.tl4j.storage.runs;
