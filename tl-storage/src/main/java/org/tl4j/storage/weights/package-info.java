/**
 * Where the files of pretrained weights are: named by the user, in a mirror, or in the cache. Gives paths to whoever builds
 * a backbone; what is in the files is checked there.
 */
package org.tl4j.storage.weights;
