/** How good a network is on images whose classes are known. Imports {@code dataset} and {@code error}. */
package org.tl4j.core.evaluation;
