/**
 * Networks of others. A file of Keras or Deeplearning4j comes in; a graph like those of {@code architecture} goes out to
 * {@code backbone}, images as channels, height, width in, a softmax at the end, and nothing of how it was trained.
 */
package org.tl4j.dl4j.convert;
