package org.tl4j.spark;

/**
 * What makes two open networks interchangeable.
 *
 * @param digest SHA-256 of the bundle, in hexadecimal
 * @param use what it is opened for
 * @param threads that compute one batch, at least 1
 */
record NetworkKey(String digest, Use use, int threads) {
    /** What a bundle is opened for. */
    enum Use {
        PREDICTION,
        FEATURES
    }
}
