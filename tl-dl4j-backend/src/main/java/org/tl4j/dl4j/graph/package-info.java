/**
 * DL4J graphs. Their structure: cuts, paths, shapes, sizes, stages. Their values: batches that become arrays, networks
 * that give probabilities, and their conversion to bundle contents and back. Between {@code backbone}, which makes a
 * network, and core's {@code prediction}.
 */
package org.tl4j.dl4j.graph;
