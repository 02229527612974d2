/** From samples to features: read, decode, run the backbone, keep. Stands between core's {@code dataset} and {@code training}. */
package org.tl4j.strategies.extraction;
