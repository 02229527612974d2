package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpPresenceTest {
    private ServerSocketChannel listening;
    private SocketChannel client;
    private SocketChannel accepted;

    @BeforeEach
    void connect() throws Exception {
        listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = SocketChannel.open(listening.getLocalAddress());
        accepted = listening.accept();
        accepted.configureBlocking(false);
    }

    @AfterEach
    void close() throws Exception {
        accepted.close();
        client.close();
        listening.close();
    }

    @Test
    void aClientThatClosesHasGone() throws Exception {
        HttpPresence presence = new HttpPresence(accepted, bytes -> {});
        assertThat(presence.hasGone()).isFalse();

        client.close();

        ServerFixture.await(presence::hasGone);
    }

    @Test
    void ofTheNextRequestOneByteIsRead() throws Exception {
        List<Byte> read = new ArrayList<>();
        HttpPresence presence = new HttpPresence(accepted, bytes -> read.add(bytes.get()));
        client.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));

        ServerFixture.await(() -> {
            assertThat(presence.hasGone()).isFalse();
            return !read.isEmpty();
        });
        assertThat(presence.hasGone()).isFalse();
        client.close();

        assertThat(presence.hasGone()).isFalse();
        assertThat(read).containsExactly((byte) 1);
        ByteBuffer rest = ByteBuffer.allocate(3);
        assertThat(accepted.read(rest)).isEqualTo(2);
    }

    @Test
    void aFailureToLookIsNoAbsence() throws Exception {
        boolean[] asked = {false};
        HttpPresence presence = new HttpPresence(accepted, bytes -> {
            asked[0] = true;
            throw new IllegalStateException("no room");
        });
        client.write(ByteBuffer.wrap(new byte[] {1}));

        ServerFixture.await(() -> {
            assertThat(presence.hasGone()).isFalse();
            return asked[0];
        });
    }

    @Test
    void aConnectionThatTheServerClosedHasNobody() throws Exception {
        accepted.close();

        assertThat(new HttpPresence(accepted, bytes -> {}).hasGone()).isTrue();
    }
}
