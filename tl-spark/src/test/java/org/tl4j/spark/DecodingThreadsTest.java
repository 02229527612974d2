package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecodingThreadsTest {
    @Test
    void thereAreAsManyAsTasksOfTheSameTimeHaveProcessors() {
        DecodingThreads threads = new DecodingThreads(5);
        assertThat(threads.workers().threads()).isOne();

        threads.begin(1, 2);
        threads.begin(1, 2);
        assertThat(threads.workers().threads()).isEqualTo(2);
        threads.end(1);
        threads.end(1);
        threads.begin(2, 2);
        assertThat(threads.workers().threads()).isEqualTo(2);
        threads.begin(3, 2);
        assertThat(threads.workers().threads()).isEqualTo(4);
        threads.begin(4, 2);
        assertThat(threads.workers().threads()).isEqualTo(5);
    }
}
