/**
 * The JSON documents of results, as records: what a report of the learner says comes in, {@link Json} writes them on one line.
 * The names of their components are the fields that programs read, so they stay.
 */
package org.tl4j.application.documents;
