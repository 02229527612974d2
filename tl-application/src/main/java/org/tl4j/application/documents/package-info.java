/**
 * The JSON documents of results, as records. Reports of the learner come in; {@link Json} writes the documents on one
 * line. The names of their components are the fields that programs read, so they must not change.
 */
package org.tl4j.application.documents;
