/**
 * The house as a whole: its rules, and its main path on real weights and images. What needs the fixtures is reported as
 * skipped where they are absent; see {@link org.tl4j.it.kit.Fixtures}.
 */
package org.tl4j.it;
