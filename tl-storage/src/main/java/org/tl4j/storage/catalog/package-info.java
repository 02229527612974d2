/**
 * The catalogue of backbones as data: the entries that come with this software, those of a user's file, and those of the
 * networks that were imported. Entries come out; engines open them. Reads JSON with {@code json}; weights are
 * found by {@code weights}.
 */
package org.tl4j.storage.catalog;
