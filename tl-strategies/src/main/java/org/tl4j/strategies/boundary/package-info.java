/**
 * Where features are taken, chosen by measurement: the boundaries that a network offers and training images come in, a decision
 * goes out. Before the strategies, which train from the boundary that was chosen; after {@code extraction}, which computes the
 * features of all candidates in one pass.
 */
package org.tl4j.strategies.boundary;
