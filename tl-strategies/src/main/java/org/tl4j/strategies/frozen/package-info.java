/**
 * The frozen network and a head fitted to its features: what feature extraction ends with, and what every fine-tuning begins
 * with. Features come from {@code extraction}.
 */
package org.tl4j.strategies.frozen;
