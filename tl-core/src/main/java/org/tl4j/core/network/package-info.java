/**
 * A network with the user's own classes: under training, and as it comes out of training and out of a bundle. Imports
 * {@code error}, {@code provenance}, {@code preprocessing} and {@code weights}.
 */
package org.tl4j.core.network;
