/**
 * The networks as DL4J graphs, with fresh weights. A name comes in, a graph configuration goes out, to {@code parameters},
 * which fills it. Layers are named so that layer name and parameter together are the names of the published weights.
 */
package org.tl4j.dl4j.architecture;
