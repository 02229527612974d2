/**
 * What computes networks. An engine opens the backbones of a catalogue and the networks of bundles; there may be several, and
 * an entry or a bundle names the one that it is for, and another that runs ONNX may compute what is frozen. Imports
 * {@code weights}, {@code network}, {@code backbone} and the packages before them; strategies work with what an engine has
 * opened.
 */
package org.tl4j.core.engine;
