/** What the integration tests share: fixtures, sample images, one learner, and other processes. Knows none of the tests. */
package org.tl4j.it.kit;
