/**
 * What a run that takes long keeps, so that it can go on after a crash: core's {@code Checkpoint}s come in while it trains,
 * and go out when it is started again. Files are written by {@code files}, tensors by {@code tensors}.
 */
package org.tl4j.storage.runs;
