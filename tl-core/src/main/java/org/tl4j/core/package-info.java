/**
 * The words of TL4J: records, interfaces, errors, with no framework behind them. The packages follow the way of the data,
 * and each may import only earlier ones: {@code error}, {@code progress}, {@code provenance}, {@code dataset},
 * {@code preprocessing}, {@code weights}, {@code network}, {@code backbone}, {@code features}, {@code training},
 * {@code evaluation}, {@code bundle}, {@code prediction}.
 */
package org.tl4j.core;
