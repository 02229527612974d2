/**
 * The numbers of a graph by the names of the published weights. A graph and named tensors come in; the filled graph goes
 * out to {@code backbone} and {@code network}, and the tensors of a trained graph to a bundle.
 */
package org.tl4j.dl4j.parameters;
