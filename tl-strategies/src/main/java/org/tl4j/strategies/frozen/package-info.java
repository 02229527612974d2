/**
 * The frozen network and a head fitted to its features: the result of feature extraction, and the start of every
 * fine-tuning. Features come from {@code extraction}.
 */
package org.tl4j.strategies.frozen;
