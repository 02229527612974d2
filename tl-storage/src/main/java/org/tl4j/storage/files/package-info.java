/**
 * How this module touches the disk: whole files or none, and failures in words that a user can act on. Used by every other
 * package of this module; knows nothing of what is in the files.
 */
package org.tl4j.storage.files;
