/**
 * The artefact: a network with its labels, preprocessing, metrics, provenance and digests, in one file that runs no code
 * when it is opened. Imports {@code dataset}, {@code preprocessing}, {@code network}, {@code provenance}.
 */
package org.tl4j.core.bundle;
