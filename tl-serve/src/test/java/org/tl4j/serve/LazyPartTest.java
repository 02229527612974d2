package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LazyPartTest {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int opened;
    private boolean broken;

    private final LazyPart<String> part = new LazyPart<>(() -> {
        opened++;
        if (broken) {
            throw new IllegalStateException("no file");
        }
        return "part";
    });

    @Test
    void allWhoComeWhileItIsOpenedShareOneOpening() {
        CompletableFuture<String> first = part.open(waiting::add);
        CompletableFuture<String> second = part.open(waiting::add);

        assertThat(waiting).hasSize(1);
        assertThat(part.opened()).isEmpty();
        waiting.remove().run();

        assertThat(first.join()).isEqualTo("part");
        assertThat(second.join()).isEqualTo("part");
        assertThat(part.open(waiting::add).join()).isEqualTo("part");
        assertThat(part.opened()).contains("part");
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void aFailureIsThatOfAllWhoWaitAndTheNextCallTriesAgain() {
        broken = true;
        CompletableFuture<String> first = part.open(waiting::add);
        CompletableFuture<String> second = part.open(waiting::add);
        waiting.remove().run();
        assertThatThrownBy(first::join).hasMessageContaining("no file");
        assertThatThrownBy(second::join).hasMessageContaining("no file");

        broken = false;
        CompletableFuture<String> third = part.open(waiting::add);
        waiting.remove().run();

        assertThat(third.join()).isEqualTo("part");
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void afterAnExecutorWithoutRoomTheNextCallTriesAgain() {
        assertThatThrownBy(() -> part.open(work -> {
                    throw new RejectedExecutionException("full");
                }))
                .isInstanceOf(RejectedExecutionException.class);

        CompletableFuture<String> next = part.open(waiting::add);
        waiting.remove().run();

        assertThat(next.join()).isEqualTo("part");
    }

    @Test
    void aCallerCanOpenItItself() {
        assertThat(part.open()).isEqualTo("part");
        assertThat(part.open(waiting::add).join()).isEqualTo("part");
        assertThat(waiting).isEmpty();
    }
}
