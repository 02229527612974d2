/** What the tests of this module share: a bundle with real weights, a session, and a folder like that of a Spark distribution. */
package org.tl4j.spark.kit;
