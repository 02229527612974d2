/**
 * Disk access of this module: files are written completely or not at all, and failures name a remedy. Used by every other
 * package of this module; knows nothing of what is in the files.
 */
package org.tl4j.storage.files;
