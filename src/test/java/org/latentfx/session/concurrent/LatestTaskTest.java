package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/** Requests are words; a word is pointless once one of another length is wanted. */
class LatestTaskTest {
    private final HandDriven hand = new HandDriven();
    private final List<String> received = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final List<String> computed = new ArrayList<>();
    /** What happens in the middle of computing a word. */
    private final Map<String, Consumer<Token<String>>> during = new HashMap<>();

    private final LatestTask<String, String> task =
            hand.queued().latest((running, newer) -> running.length() != newer.length(), this::shout, this::receive);

    private @Nullable String shout(String word, Token<String> token) {
        computed.add(word);
        during.getOrDefault(word, unused -> {}).accept(token);
        token.check();
        return word.isEmpty() ? null : word + "!";
    }

    private void receive(String word, String result) {
        if (result.equals("break!")) throw new IllegalStateException("broken");
        received.add(word + "→" + result);
    }

    private String fault(String message) {
        return Texts.of("session.fault", "IllegalStateException", message);
    }

    @Test
    void a_result_comes_back_with_its_input_on_the_fx_thread() {
        task.request("a");
        hand.background.remove().run();
        assertEquals(List.of(), received);
        hand.runFx();
        assertEquals(List.of("a→a!"), received);
    }

    @Test
    void of_many_requests_that_wait_only_the_newest_is_computed() {
        task.request("a");
        task.request("b");
        task.request("c");
        assertEquals(1, hand.background.size());
        hand.work();
        assertEquals(List.of("c"), computed);
        assertEquals(List.of("c→c!"), received);
    }

    @Test
    void a_running_one_that_a_newer_one_makes_pointless_is_cancelled_and_silent() {
        during.put("a", token -> {
            token.show("begun");
            task.request("bb");
            assertTrue(token.cancelled());
        });
        task.request("a");
        hand.work();
        assertEquals(List.of("a", "bb"), computed);
        assertEquals(List.of("bb→bb!"), received);
        assertEquals(List.of(), hand.said);
    }

    @Test
    void a_running_one_that_is_still_of_use_is_finished_and_shown_before_the_newer_one() {
        during.put("a", token -> task.request("b"));
        task.request("a");
        hand.work();
        assertEquals(List.of("a→a!", "b→b!"), received);
    }

    @Test
    void parts_come_before_the_end_and_all_that_is_due_in_one_delivery() {
        during.put("a", token -> {
            token.show("1");
            token.show("2");
            assertEquals(1, hand.fx.size());
            hand.runFx();
            assertEquals(List.of("a→1", "a→2"), received);
            token.show("3");
        });
        task.request("a");
        hand.background.remove().run();
        assertEquals(1, hand.fx.size());
        hand.work();
        assertEquals(List.of("a→1", "a→2", "a→3", "a→a!"), received);
    }

    @Test
    void work_that_has_shown_all_there_is_ends_without_a_result() {
        task.request("");
        hand.work();
        assertEquals(List.of(), received);
        assertTrue(Double.isNaN(task.progressProperty().get()));
    }

    @Test
    void progress_runs_from_zero_to_the_end_and_is_no_number_while_nothing_is_wanted() {
        task.progressProperty().addListener((property, before, now) -> shares.add(now.doubleValue()));
        during.put("a", token -> {
            token.progress(0.5, 1).done().accept(0.5);
            hand.runFx();
        });
        task.request("a");
        hand.work();
        assertEquals(List.of(0.0, 0.75, Double.NaN), shares);
        task.request("b");
        task.cancel();
        assertTrue(Double.isNaN(task.progressProperty().get()));
    }

    @Test
    void what_is_cancelled_is_not_computed_or_not_shown_and_the_next_request_works() {
        task.request("a");
        task.cancel();
        hand.work();
        assertEquals(List.of(), computed);
        during.put("b", token -> task.cancel());
        task.request("b");
        hand.work();
        task.request("c");
        hand.background.remove().run();
        task.cancel();
        hand.work();
        assertEquals(List.of(), received);
        task.request("d");
        hand.work();
        assertEquals(List.of("d→d!"), received);
        assertEquals(List.of(), hand.said);
    }

    @Test
    void a_failure_of_the_work_is_said_and_logged_once_and_the_next_request_works() {
        during.put("a", token -> {
            throw new IllegalStateException("no kernel");
        });
        try (var logged = new Logged()) {
            task.request("a");
            hand.work();
            assertEquals(List.of(fault("no kernel")), hand.said);
            assertEquals(1, logged.count());
        }
        assertTrue(Double.isNaN(task.progressProperty().get()));
        task.request("b");
        hand.work();
        assertEquals(List.of("b→b!"), received);
    }

    @Test
    void a_failure_of_whoever_receives_the_result_is_said_and_logged_once_and_the_next_request_works() {
        try (var logged = new Logged()) {
            task.request("break");
            hand.work();
            assertEquals(List.of(fault("broken")), hand.said);
            assertEquals(1, logged.count());
        }
        task.request("b");
        hand.work();
        assertEquals(List.of("b→b!"), received);
    }

    @Test
    void full_memory_and_refusals_are_said_in_words_of_their_own_and_a_refusal_is_no_fault_to_log() {
        during.put("a", token -> {
            throw new OutOfMemoryError("heap");
        });
        during.put("b", token -> {
            throw new Refusal("session.loading");
        });
        try (var logged = new Logged()) {
            task.request("a");
            hand.work();
            task.request("b");
            hand.work();
            assertEquals(List.of(Texts.of("session.memory"), Texts.of("session.loading")), hand.said);
            assertEquals(1, logged.count());
        }
    }

    @Test
    void a_failure_of_what_nobody_wants_any_more_is_in_the_log_alone() {
        during.put("a", token -> {
            task.cancel();
            throw new IllegalStateException("late");
        });
        try (var logged = new Logged()) {
            task.request("a");
            hand.work();
            assertEquals(1, logged.count());
        }
        assertEquals(List.of(), hand.said);
    }

    @Test
    void an_executor_that_takes_nothing_is_said() {
        var refusing = hand.queued()
                .on(work -> {
                    throw new RejectedExecutionException("closed");
                })
                .latest((running, newer) -> true, this::shout, this::receive);
        try (var logged = new Logged()) {
            refusing.request("a");
            hand.work();
            refusing.request("b");
            hand.work();
            assertEquals(2, hand.said.size());
            assertEquals(2, logged.count());
        }
        assertTrue(Double.isNaN(refusing.progressProperty().get()));
    }

    @Test
    void of_two_that_run_side_by_side_the_older_shows_nothing_after_the_newer() {
        Queue<Runnable> threads = new ArrayDeque<>();
        var parallel = hand.queued().on(threads::add).latest((running, newer) -> false, this::shout, this::receive);
        during.put("a", token -> {
            parallel.request("b");
            threads.remove().run();
            hand.runFx();
        });
        parallel.request("a");
        threads.remove().run();
        hand.runFx();
        assertEquals(List.of("b→b!"), received);
    }

    @Test
    void a_receiver_may_ask_for_more_on_the_spot() {
        var again = HandDriven.direct(hand.said::add);
        var rounds = new ArrayList<Integer>();
        var counter = new AtomicReference<LatestTask<Integer, Integer>>();
        counter.set(again.latest((running, newer) -> false, (round, token) -> round + 1, (round, next) -> {
            rounds.add(next);
            if (next < 4) counter.get().request(next);
        }));
        counter.get().request(0);
        assertEquals(List.of(1, 2, 3, 4), rounds);
    }
}
