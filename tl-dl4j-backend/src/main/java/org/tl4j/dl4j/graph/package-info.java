/**
 * DL4J graphs behind core's words: batches that become arrays, networks that give probabilities, and their way into a
 * bundle and back. Between {@code backbone}, which makes a network, and core's {@code prediction}.
 */
package org.tl4j.dl4j.graph;
