/**
 * The preprocessing that Hugging Face states beside a network, {@code preprocessor_config.json}: text in, the size and the values
 * of our own form out. Reads JSON with {@code json}.
 */
package org.tl4j.storage.processor;
