/** How long tasks report their progress. Imports nothing. */
package org.tl4j.core.progress;
