/**
 * The types that all modules share: records, interfaces and errors, without any framework. The packages follow the flow
 * of the data, and each may import only earlier ones: {@code error}, {@code progress}, {@code provenance}, {@code
 * dataset}, {@code preprocessing}, {@code weights}, {@code network}, {@code backbone}, {@code features}, {@code
 * training}, {@code evaluation}, {@code calibration}, {@code bundle}, {@code prediction}.
 */
package org.tl4j.core;
