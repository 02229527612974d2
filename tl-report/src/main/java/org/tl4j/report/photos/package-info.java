/** Locations of images come in, and small copies go out, each once, with what is to be said of them. */
package org.tl4j.report.photos;
