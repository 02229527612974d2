/**
 * The networks as DL4J graphs, with fresh weights. A name comes in, a graph configuration goes out, to {@code parameters},
 * which fills it with weights. A layer name and a parameter name together are the name of a published tensor.
 */
package org.tl4j.dl4j.architecture;
