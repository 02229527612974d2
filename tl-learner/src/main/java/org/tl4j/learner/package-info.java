/**
 * The door for applications: {@link org.tl4j.learner.TransferLearner}, one object for the whole main path, from a folder of
 * images to a bundle and from a bundle to predictions. Brings the rooms together; they do not know one another.
 *
 * <p>Those who have Guice install {@link org.tl4j.learner.LearnerModule}.
 */
package org.tl4j.learner;
