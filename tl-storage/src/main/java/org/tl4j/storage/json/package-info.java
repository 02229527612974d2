/**
 * JSON documents of this software: read strictly, within bounds, and written the same way each time. Comes before {@code
 * bundle} and {@code catalog}, which say what stands in their documents.
 */
package org.tl4j.storage.json;
