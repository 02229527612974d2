/**
 * Everything that TL4J keeps on disk: weights that come in, features between runs, bundles that go out. Implements the
 * interfaces of {@code org.tl4j.core} that name files. {@link org.tl4j.storage.StorageModule} is for those who use Guice,
 * {@link org.tl4j.storage.Storage} for those who do not; the packages below are for this module alone.
 */
package org.tl4j.storage;
