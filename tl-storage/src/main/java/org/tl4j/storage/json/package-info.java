/**
 * JSON documents of this software: read strictly, within bounds, and written the same way each time. Comes before {@code
 * bundle} and {@code catalog}, which define the content of their documents.
 */
package org.tl4j.storage.json;
