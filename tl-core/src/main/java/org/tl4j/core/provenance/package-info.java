/** How something was made: by whom, from what, with which versions and which seed. Imports {@code error}. */
package org.tl4j.core.provenance;
