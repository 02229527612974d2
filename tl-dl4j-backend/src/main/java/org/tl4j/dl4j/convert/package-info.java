/**
 * Imports networks of other frameworks. A file of Keras or Deeplearning4j comes in; a graph like those of {@code
 * architecture} goes out to {@code backbone}: channels-first input, a softmax at the end, and no settings of training.
 */
package org.tl4j.dl4j.convert;
