/** How long work tells how far it is. Imports nothing. */
package org.tl4j.core.progress;
