package org.tl4j.application.settings;

/**
 * A key of a schema.
 *
 * @param name dashed
 * @param kind what it takes
 */
record Key(String name, ValueType kind) {}
