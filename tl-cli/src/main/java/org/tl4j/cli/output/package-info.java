/**
 * What commands say: the console, JSON documents whose shapes are a contract, and numbers in words. Used by
 * {@code commands}; knows none of them.
 */
package org.tl4j.cli.output;
