package org.tl4j.spark;

/**
 * The use of a shared network, which stays open as long as there is one.
 *
 * @param <N> the network
 */
interface NetworkLease<N> extends AutoCloseable {
    /** The network, which others use too. */
    N network();

    /** Ends the use. Closing twice has no effect. */
    @Override
    void close();
}
