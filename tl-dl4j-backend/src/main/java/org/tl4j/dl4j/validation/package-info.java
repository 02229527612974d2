/**
 * Rules for graphs that come from files. Deeplearning4j checks few of the values in its JSON, and native code trusts them:
 * a negative padding corrupts the heap. Every reader of a graph (bundle, zip of Deeplearning4j, weights file) therefore
 * applies {@link org.tl4j.dl4j.validation.GraphRules} before memory is allocated, and
 * {@link org.tl4j.dl4j.validation.GraphShapes} before anything is computed. Before {@code network} and {@code foreign}.
 */
package org.tl4j.dl4j.validation;
