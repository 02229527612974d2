/**
 * Where the files of pretrained weights are: named by the user, in a mirror, or in the cache. Gives paths to the engine
 * that builds a backbone and checks the content of the files.
 */
package org.tl4j.storage.weights;
