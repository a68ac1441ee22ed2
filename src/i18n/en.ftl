# The words of the interface. One short sentence each; the variables are those of zh.ftl.

# The eight principles
principle-environment = Calm setting
principle-initiative = Initiative
principle-competence = Competence
principle-listening = Listening
principle-demeanour = Demeanour
principle-patience = Patience
principle-concise = Concise
principle-attitude = Attitude
principle-full-environment = An equal, calm setting
principle-full-initiative = Smile, take the first step
principle-full-competence = Know the business, serve all alike
principle-full-listening = Listen for the real need
principle-full-demeanour = Proper dress and manner
principle-full-patience = Be patient, start from the customer's side
principle-full-concise = Few words, the core first
principle-full-attitude = The right attitude
advice-environment = Bring the temperature down first: a seat, a glass of water, or a quieter place to talk.
advice-initiative = Speak first: greet, ask what is needed, say what comes next.
advice-competence = Be specific: what to bring, how long, how much, which step comes next.
advice-listening = Say the need back in your own words, then ask about what is still unclear.
advice-demeanour = Use the customer's name and courteous words, and let your actions match.
advice-patience = One step at a time; then ask whether it was clear, without hurrying.
advice-concise = Put the one thing that matters first and leave the stock phrases out.
advice-attitude = Apologise where it is due, take it on yourself, and say what you will do.

# Moments
moment-arrival = A customer comes in
moment-grievance = A customer is angry
moment-waiting = A long wait
moment-inquiry = A question
moment-confusion = A customer does not follow
moment-refusal = A no is needed
moment-pressure = Asked to bend a rule
moment-suspicion = Signs of fraud
moment-objection = A customer has doubts
moment-mistake = The bank got it wrong
moment-handover = Passing a customer on
moment-closing = Saying goodbye
call-lives_by = matters most here
call-helps = helps here
call-only_breach = only a breach counts

# Red lines
red-line-arguing = winning the argument
red-line-humiliating = making the customer lose face
red-line-brushing_off = brushing the customer off
red-line-jargon = unexplained jargon
red-line-bank_interest = at the bank's or others' expense
red-line-compliance = breaking a rule

# Actions
action-smile = smile
action-stand_up = stand up
action-offer_water = pour some water
action-offer_seat = offer a seat
action-lower_voice = lower your voice
action-nod = nod
action-both_hands = use both hands
action-write_it_down = write it down
action-reading_glasses = fetch reading glasses
action-private_room = go to a quiet room
action-lead_the_way = walk there together
action-call_manager = call the manager
action-check_id = check the ID
action-call_police = call the police
action-tidy_dress = tidy your dress
action-look_at_phone = look at your phone
action-roll_eyes = roll your eyes
action-cross_arms = cross your arms
action-point_finger = point a finger
action-turn_away = turn away
action-sigh = sigh
action-slam_desk = slam the desk

# Mood
feeling-anger = anger
feeling-worry = worry
feeling-confusion = puzzled
feeling-trust = trust
face-angry = very angry
face-cross = annoyed
face-worried = anxious
face-lost = lost
face-calm = calm
face-content = at ease

# Outcomes and posts
outcome-good = good
outcome-fair = fair
outcome-bad = bad
role-teller = teller
role-lobby_manager = lobby manager
role-account_manager = account manager
role-branch_manager = branch manager

# Tags
tag-agent = acting for another
tag-bedridden = bedridden
tag-pin-reset = PIN reset
tag-home-visit = home visit
tag-privacy = privacy
tag-complaint = complaint
tag-fee = fee
tag-refund = refund
tag-bank-error = bank error
tag-compensation = compensation
tag-savings = savings
tag-deposit = deposit
tag-wealth-product = wealth product
tag-young-worker = young worker
tag-elderly = elderly
tag-passbook = passbook
tag-self-service = self-service
tag-pin = PIN
tag-fraud = fraud
tag-fake-police = fake police
tag-safe-account = safe account
tag-early-withdrawal = early withdrawal
tag-long-wait = long wait
tag-queue = queue
tag-skipped-number = skipped number
tag-fairness = fairness
tag-foreigner = foreigner
tag-first-card = first card
tag-account-opening = account opening
tag-coins = coins
tag-torn-notes = torn notes
tag-counterfeit = counterfeit
tag-refusal = refusal
tag-atm = cash machine
tag-card = card
tag-urgent = urgent
tag-frozen = frozen account
tag-anti-fraud = fraud prevention
tag-migrant-worker = migrant worker
tag-inheritance = inheritance
tag-bereaved = bereaved
tag-identity-check = identity check
tag-cash = cash
tag-splitting = splitting
tag-signing-for-another = signing for another
tag-exception = exception
tag-boss = the boss
tag-mutual-supervision = mutual supervision
tag-grandchild = grandchild in trouble
tag-loss = loss
tag-grievance = grievance
tag-mortgage = mortgage
tag-early-repayment = early repayment
tag-visit = visit
tag-needs = finding needs
tag-objection = objection
tag-win-win = win-win
tag-forged-collateral = forged collateral
tag-loan = loan
tag-guarantee = guarantee
tag-straw = straw man
tag-hearing-impaired = hearing-impaired
tag-accessibility = accessibility
tag-system-down = system down
tag-waiting = waiting
tag-payroll = payroll
tag-closing-time = closing time
tag-filming = filming
tag-investment-group = investment group
tag-overpaid = overpaid
tag-mistake = mistake
tag-forgotten-password = forgotten password
tag-vip = VIP
tag-queue-jumper = queue jumper
tag-parcel-refund = parcel refund
tag-transfer-limit = transfer limit
tag-corporate-account = corporate account
tag-due-diligence = due diligence
tag-colleague = colleague
tag-crying = in tears
tag-listening = listening
tag-guaranteed-return = guaranteed return
tag-third-person = third person
tag-child-alone = child alone
tag-drunk = drunk
tag-backdating = backdating
tag-lost-passbook = lost passbook
tag-handover = handover
tag-collateral = collateral
tag-company = company
tag-company-account = company account
tag-damaged-notes = damaged notes
tag-first-time = first time
tag-forged-papers = forged papers
tag-holiday = before the holiday
tag-language = language
tag-large-withdrawal = large withdrawal
tag-lost-card = lost card
tag-small-money = small money
tag-dignity = dignity
tag-first-visit = first visit
tag-gift = gift
tag-insult = insult
tag-limit = setting a limit
tag-companion = companion
tag-confidentiality = confidentiality
tag-family = family
tag-frozen-account = frozen account
tag-transfer = transfer
tag-cash-split = split cash
tag-face = face
tag-password = password
tag-quarter-end = quarter end
tag-receipt = receipt
tag-reporting = reporting
tag-rude-colleague = rude colleague
tag-widow = widow
tag-compliance = compliance
tag-corner-cutting = cutting corners
tag-hospital = hospital
tag-rent = rent
tag-phone = phone
tag-competitor = competitor
tag-rate = rate
tag-straw-guarantee = guarantee as a favour
tag-lost = lost
tag-tears = tears
tag-factory = factory
tag-counter = counter
tag-misunderstanding = misunderstanding
tag-couple = couple
tag-relationship = relationship
tag-small-business = small business
tag-praise = honest praise

# Everywhere
app-name = Teller Coach
you = You
list-comma = { ", " }
list-semicolon = { "; " }

# Home
home-lead = Choose a customer and press Enter. You answer in your own words; the coach says what worked and why.
home-list = Practice
home-level = level { $level }
home-never = not yet
home-done = { $times ->
    [one] once
   *[other] { $times } times
 }, best { $best }, last { $outcome }
home-done-brief = best { $best }
home-continue = Go on
home-continue-about = This customer is still waiting; you have { $turns ->
    [0] not answered yet
    [one] given 1 reply
   *[other] given { $turns } replies
 }. Enter goes on, Del throws it away.
home-filter = Find:
home-filter-hint = a title, a post or a tag
home-none = Nothing found. Delete a few letters, or press Esc to see all.
home-empty = There is nothing to practise. Please check the scenario files.

# Briefing
briefing-title = Before you start
briefing-customer = Who comes
briefing-customer-line = { $name }, { $age }
briefing-you = You are
briefing-level = Level
briefing-know = What you know
briefing-ready = Ready?
briefing-ready-note = All four count for demeanour in your first reply; leaving them out costs nothing.
briefing-dress = Uniform tidy
briefing-badge = Badge on
briefing-desk = Desk clear
briefing-phone = Phone away
briefing-begin = Begin

# Writing
write-title = Your reply
write-placeholder = What do you say to the customer?
write-actions = Actions
write-hint = Hint { $number }/{ $all }
write-no-hint = There is no hint here.
write-no-more-hints = These are all the hints.
write-empty = Say something first, or choose an action (Tab).
write-cut = The pasted text was too long; the first { $most } characters were kept.
write-full = { $most } characters are the most; no customer listens to more.
write-waiting = ({ $name } again: { $words })
write-clock = { $left ->
    [0] patience is out
   *[other] { $left } s of patience
}
clock-on = The clock runs while the customer waits. It costs no marks.
clock-none = This customer sets no time, so no clock is shown here.
clock-off = The clock is out of sight.
write-language = The screen is in English now; the customer goes on in the language they began in.
write-palette = Choose actions
write-palette-note = Space chooses, Esc closes
write-no-actions = There are no actions here.
card-turn = Reply { $turn }
card-customer = Customer
talk-title = Talk

# Coach
coach-title = Coach, reply { $turn }
coach-red-line = Red line crossed: { $name } { $words }
coach-red-line-name = red line ({ $name })
coach-reaction = The customer
coach-reaction-ending = How it ends
coach-mood = Mood
coach-mood-same = The mood has not changed
coach-next = Next time, try
coach-principles = What this moment lives by
coach-principles-all = All eight principles
coach-reply = What you said
coach-overall = Overall
coach-no-evidence = nothing found for or against
coach-more = { $count ->
    [one] 1 more of little weight
   *[other] { $count } more of little weight
 }
coach-points = { $points }
coach-absent = missing
coach-legend-good = helped
coach-legend-bad = hurt
coach-echo = You said nearly the same to { $name }. Each customer has something else on their mind: take up what this one has just said. (No mark is lost by it.)
coach-attempt = This is try number { $count }
coach-did = Actions: { $actions }
coach-principle = { $name } ({ $call })
coach-says-nothing = (said nothing)

# Debrief
debrief-title = Debrief
debrief-ending = How it ended for the customer
debrief-communication = Communication { $overall } of 100, apart from the ending
debrief-well = What went well
debrief-cost = What cost most
debrief-try = What to try
debrief-nothing-well = No words stood out this time.
debrief-nothing-cost = Nothing cost you much.
debrief-quote = Reply { $turn }, { $name }: { $text }
debrief-try-turn = Reply { $turn }: { $advice }
debrief-try-none = Keep it up. N plays it again with other words.
debrief-principles = The eight principles (mean)
debrief-transcript = The whole talk
debrief-ways = The ways of the story, and the one you took
ways-taken = { $place } (reply { $turns })
ways-ending = ending: { $outcome }
debrief-turn = Reply { $turn }: { $moment }
debrief-good = One good reply
debrief-good-did = { $words } ({ $did })
debrief-no-good = There is no model reply here.
debrief-time = { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } min { $seconds } s
 }
debrief-retried = { $count ->
    [one] 1 reply taken back
   *[other] { $count } replies taken back
 }

# Keys
key-enter = Enter
key-esc = Esc
key-space = Space
key-tab = Tab
key-backtab = Shift-Tab
key-up = Up
key-down = Down
key-left = Left
key-right = Right
key-home = Home
key-end = End
key-page-up = PgUp
key-page-down = PgDn
key-delete = Del
key-backspace = Backspace
hint-open = open
hint-filter = find
hint-help = help
hint-language = 中文
hint-quit = quit
hint-begin = begin
hint-back = back
hint-send = send
hint-newline = new line
hint-actions = actions
hint-hint = hint
hint-undo = undo
hint-redo = redo
hint-leave = leave
hint-go-on = go on
hint-retry = retry
hint-unfold = unfold
hint-all = all eight
hint-good = model
hint-again = again
hint-home = home
hint-scroll = scroll
hint-close = close
hint-done = done
hint-choose = choose
hint-turn = reply
help-title = Keys
help-here = On this screen
help-everywhere = At any time
help-open = open the chosen scenario
help-move = move up and down
help-sideways = move left and right
help-enter = tick and go on to the next; the last begins
help-page = a page up or down
help-ends = to the first, the last
help-filter = find by text, in either language
help-filter-done = back to the list
help-filter-clear = show all again
help-discard = throw the unfinished one away
help-quit = leave the program
help-help = show the keys
help-language = switch to Chinese
help-redraw = paint the screen anew
help-suspend = back to the shell for now
help-interrupt = leave; twice leaves at once
help-begin = begin
help-toggle = tick or untick
help-toggle-number = tick by number
help-back = go back
help-send = send the reply
help-newline = new line
help-actions = choose actions
help-hint = show a hint
help-undo = undo
help-redo = redo
help-select-all = select all
help-delete-line = delete the line
help-delete-word = delete the word before
help-talk = look back through the talk
help-leave = leave; words not sent are kept
help-close = close
help-go-on = go on
help-retry = say this one again
help-unfold = unfold the evidence
help-fold = fold the evidence
help-all = all eight principles, or only this moment's
help-good = show a model reply
help-turn = choose the next reply
help-turn-before = choose the reply before
help-retry-turn = try again from the chosen reply
help-home = back to the library
help-save-replay = write this talk down as a replay
record-saved = Written down as a replay: { $file }
record-failed = The replay could not be written: { $why }
help-again = play again with other words
help-yes = yes
help-no = no

# Questions
ask-leave-title = Leave?
ask-leave = These words have not been sent. They are kept for you: go on from the library.
ask-leave-yes = Enter leaves
ask-leave-no = Esc stays
ask-quit-title = Quit?
ask-quit = Ctrl-C again quits. The talk and the words not sent are kept for next time.
ask-quit-yes = Enter quits
ask-quit-no = Esc stays
ask-retry-title = Say it again
ask-retry = Try again from reply { $turn }: the talk after it is taken back. Your first try stays in the record.
ask-retry-yes = Enter tries again
ask-retry-no = Esc leaves it
notice-title = Please note
notice-close = Enter closes
banner-reloaded = The scenarios were read again.
banner-does-not-fit = The scenario has changed, and what was said does not fit the new one; this goes on with the old. Leave and begin again for the new.
banner-problem = { $problem }
banner-problems = { $problem } (and { $more } more)
notice-open = This scenario can't be opened: { $reason }
notice-stuck = This scenario leads nowhere: { $reason }
notice-draft-gone = What you left unfinished can't be opened any more: { $reason }

# Too small
small = Please enlarge the window to at least 60x20; it is { $columns }x{ $rows } now. Nothing is lost.

# The next step
step-add = { $say }. For instance: “{ $example }”
step-leave = Leave this out: “{ $words }” ({ $why })
step-fact = Tell the customer as well: { $fact }
step-reflect = Something to think about: { $question }

# Line by line
plain-choice = { $number }. { $title } (level { $level })
plain-choose = Type a number and press Enter; /quit leaves.
plain-choose-again = There is no such number.
plain-you-are = You are: { $role }
plain-help = Answer in one line and press Enter (a \ at the end goes on in the next line). /do smile offer_water adds actions, /hint helps, /retry says the last reply again, /disagree REASON notes why you see the marks differently, /lang changes the language, /help lists the actions, /quit leaves.
plain-actions = Actions here: { $actions }
plain-no-hint = There is no hint here.
plain-good-later = A good reply is shown after your own.
plain-no-action = There is no action “{ $action }”; /help lists them.
plain-acts = With your next reply: { $actions }
plain-empty = Say something first, or choose an action with /do.
plain-red-line = Red line: { $red_line } (“{ $words }”)
plain-overall = Overall { $overall } of 100
plain-next = Next time: { $step }
plain-mood = Mood: { $moved }
plain-moved = { $feeling } from { $before } to { $after }
plain-says = { $name }: { $words }
plain-good = A good reply here: { $words }
plain-ending = The end ({ $outcome }): { $text }
plain-mean = Your communication: { $overall } of 100 over { $turns ->
    [one] 1 reply
   *[other] { $turns } replies
 }.
plain-left = Left before the end.

# What to practise today
home-today = Today
home-due-title = Due again
home-due-about = What is left alone fades: these are due. Enter gives you five single moments, one reply each, about five minutes.
today-unread = What you did before can't be read; meet this customer: { $title }
today-begin = New here? Begin with this customer: { $title }
today-drill = Drill: { $review }{ $others ->
    [0] {""}
   *[other] , +{ $others }
 }
today-new = Nothing is due; meet someone new: { $title }
today-again = You know them all; meet this one again: { $title } (last time { $mark })
today-review = { $principle } in “{ $moment }”, { $mark } { $days ->
    [0] today
    [one] yesterday
   *[other] { $days } days ago
 }

# Single moments
form-encounter = Encounter
form-drill = Drill
form-sparring = Sparring
form-exam = Exam
round-place = { $form }: { $number } of { $of }{ $aim }
round-aim = , aiming at { $principle }
round-title = How it went
round-moment = { $number }. { $moment }: { $title }
round-mean = { $overall } of 100 on average over { $count ->
    [one] one moment
   *[other] { $count } moments
 }
round-passed = Passed (it takes { $pass } and no red line crossed).
round-failed = Not passed (it takes { $pass } and no red line crossed).
notice-no-round = There are no moments to practise in the library. Please check the scenario files.

# Seeing it differently
disagree-title = I see it differently
disagree-lead = What is wrong with the marks of reply { $turn }? Your reason is kept with the reply and can be exported for a trainer; the marks stay as they are.
disagree-placeholder = I see it differently, because …
disagree-kept = Noted. Your reason goes along when you export your results.
write-no-hint-in-exam = There are no hints in an exam.
write-pointer = This moment lives by: { $principles }.{ $count ->
    [0] {""}
   *[other] {" "}The customer should learn: { $facts }.
 }
hint-drill = drill
hint-sparring = sparring
hint-exam = exam
hint-disagree = disagree
hint-keep = keep
help-drill = Drill: five moments, the weakest and most due first
help-sparring = Sparring: one kind of moment, three customers
help-exam = Exam: eight moments, no hints, marks at the end
help-disagree = Say why you see these marks differently
help-disagree-keep = Keep the reason
help-round-again = Another round

# Past encounters
history-open = unfinished
history-left = left
history-answered = answered
history-hints = { $count ->
    [one] one hint was used
   *[other] { $count } hints were used
 }
history-disagreed = Seen differently: { $reason }
history-none = No past encounters were found.
history-erase-ask = This erases { $count ->
    [one] one encounter
   *[other] { $count } encounters
 } for good. Type yes to go on:
history-erased = { $count ->
    [one] One encounter was erased.
   *[other] { $count } encounters were erased.
 }
history-kept = Nothing was erased.
central-erase-ask = { $person }, last at { $branch } on { $last }: { $replies } replies, { $encounters } encounters. All of it will be nobody's for good; the sums of the branch stay as they are. Type yes to go on:
central-erased = Erased: { $attempts } attempts are nobody's now. Bundles that were sent, backups and the machine where it was practised still have them under the pseudonym; erase them there, too.
central-erase-nobody = Nobody in { $store } has the pseudonym { $person }; nothing was erased. Bundles that have not come yet would bring them: import those first.
central-erase-again = { $person } was erased from { $store } before.
progress-marks = first { $first }, best { $best }, latest { $latest }
progress-none = not practised yet
progress-rising = rising by { $points ->
    [0] less than 1
   *[other] about { $points }
 } a week (give or take { $uncertainty ->
    [0] less than 1
   *[other] { $uncertainty }
 })
progress-falling = falling by { $points ->
    [0] less than 1
   *[other] about { $points }
 } a week (give or take { $uncertainty ->
    [0] less than 1
   *[other] { $uncertainty }
 })
progress-unclear = no clear trend ({ $days ->
    [one] one day
   *[other] { $days } days
 } of practice)
progress-title = Progress
progress-weekdays = Mo Tu We Th Fr Sa Su
progress-calendar = Days of practice (the last five weeks; replies a day)
progress-due = Reviews
progress-due-none = Nothing to review yet.
progress-due-on = Due { $date }: { $review }
html-title = Teller Coach: a record of practice
html-lead = { $count ->
    [one] One encounter.
   *[other] { $count } encounters.
 } Marks are the program's, on eight principles; personal numbers are masked.
html-encounters = Encounters

# Results that can't be kept
notice-told = { $reason }
store-unreachable = The history { $place } can't be opened, so this practice is not kept. Check that its folder may be written to, or choose another place with --data.
store-read-only = The history { $place } can only be read: earlier results are shown, this practice is not kept. Change its permissions, or choose another place with --data.
store-newer = The history { $place } was written by a newer version, so this practice is not kept. Update teller-coach; the file was left as it is.
store-damaged = The history { $place } is damaged, so this practice is not kept. Leave, type { $command } and start again: what can still be read is saved, and the damaged file is kept beside it.
store-torn = The log beside the history { $place } is damaged, and what was said last is behind the damage, so this practice is not kept. Leave, type { $command } and start again: what can still be read is saved, and the damaged files are kept beside it.
store-cut-off = What was written last to the history { $place } is gone: the end of its log is missing (a loss of power, or a copy made without it). What came before is there, and the history goes on from it.
store-foreign = { $place } is not a history of teller-coach, so this practice is not kept, and the file was left as it is. Choose another place with --data.
store-busy = Another program keeps the history { $place } to itself, so this practice is not kept. Close it and start again.
store-elsewhere = This encounter has gone on in another window; what is said here is no longer kept.
store-failed = Results can't be kept: { $reason }
plain-resume = “{ $title }” was left after { $turns ->
    [one] one reply
   *[other] { $turns } replies
 }. Press Enter to go on, or type n to begin anew.
plain-again = That reply is taken back; say it again:
plain-nothing-said = Nothing has been said yet.
plain-disagree-why = Please say why: /disagree I see it differently, because …

# Progress and past encounters on the screen
debrief-principles-over = The eight principles over time
history-title = Past encounters
history-hint = / finds words of a reply; P a principle that went badly, L a red line
history-weak = went badly: { $principle }
hint-progress = progress
hint-history = past
hint-read = read
hint-weak = weak
hint-crossed = red line
help-progress = How each principle goes, days of practice, what is due
help-history = Past encounters
help-read = Read the chosen encounter
help-search = Find encounters by words of a reply
help-weak = Only where a principle went badly; again for the next one
help-crossed = Only where a red line was crossed; again for the next one

# Two branches side by side
fork-title = From reply { $turn } on you answered differently: before and after
fork-before = before
fork-after = now
fork-ending = ending
fork-open = not ended

# Doctor
doctor-fine = fine
doctor-doubtful = note
doctor-wrong = wrong
doctor-about-terminal = terminal
doctor-about-size = window
doctor-about-colours = colours
doctor-about-width = character width
doctor-about-input_method = input method
doctor-about-locale = encoding
doctor-about-data = data directory
doctor-about-history = history
doctor-terminal = { $term }; the screens work here.
doctor-terminal-unnamed = The terminal has no name (TERM is empty). If screens look wrong, run export TERM=xterm-256color.
doctor-terminal-console = This is the console of Linux, which has no Chinese characters: use --lang en here, or a terminal window, or come over SSH.
doctor-no-terminal = No terminal is attached (input or output is a pipe). To practise line by line, use practice --plain.
doctor-dumb = The terminal is of type { $term }, which can't show screens. To practise line by line, use practice --plain.
doctor-size = { $columns } columns and { $rows } rows, which is enough.
doctor-size-small = Only { $columns } columns and { $rows } rows; it takes { $least_columns } and { $least_rows }. Make the window larger or the letters smaller.
doctor-size-unknown = No terminal is attached, so its size is unknown.
doctor-colours = The terminal's own 16 colours are used; if they are hard to read, add --theme high-contrast.
doctor-colours-none = NO_COLOR is set: no colours, only bold and signs.
doctor-width = Two columns for a Chinese character, one for a quotation mark: screens will be straight.
doctor-width-ambiguous = Two columns for a Chinese character, but also for quotation marks and borders, so screens would be crooked. Add --ascii, or switch “ambiguous width is wide” off in the terminal.
doctor-width-wrong = A Chinese character does not take two columns; screens would be a mess. Use a terminal or a font that knows Chinese.
doctor-width-unknown = The terminal did not answer, so widths are unknown. If screens look crooked, add --ascii.
doctor-input-method = The cursor always stands where text goes in, and an input method's window follows it. If the window is elsewhere, let it follow the cursor in the terminal's settings.
locale-garbled = Your locale is { $locale }, but all text here is UTF-8. If it looks garbled: export LANG=zh_CN.UTF-8, and set the terminal to UTF-8.
doctor-locale = { $locale }, which is UTF-8.
doctor-locale-gbk = { $locale } is not UTF-8, so Chinese would be garbled. Run export LANG=zh_CN.UTF-8 first, and set the terminal's own character set (in PuTTY, for example) to UTF-8.
doctor-locale-windows = The system's Unicode interface is used, whatever the code page.
doctor-locale-plain = { $locale } does not say UTF-8. If Chinese looks wrong, run export LANG=en_GB.UTF-8.
doctor-data = { $place } may be written to.
doctor-data-new = { $place } is not there yet; it is made when something is first kept.
doctor-data-closed = { $place } can't be written to, so results are not kept. Change its permissions, or choose another place with --data.
doctor-data-none = The system names no home directory, so results are not kept. Choose a place with --data.
doctor-history = Sound; { $count ->
    [one] one encounter is
   *[other] { $count } encounters are
 } kept.
doctor-history-new = Not there yet; it is made with the first practice.
doctor-history-older = Written by an earlier version; it is brought up to date at the next start.

# The list of commands
commands-title = What would you like to do?
commands-hint = type a few letters
commands-none = There is no such command.
help-commands = List what can be done here; a few letters find it
help-theme = Other colours
help-projector = Layout for a room: one column, more space
help-clock = Show the customer's patience as it runs out
help-tour = The short tour
hint-skip = skip
theme-now = Colours: { $theme }. To keep them, set theme = "{ $theme }" in the config file.

tour-title = Welcome: { $page } of { $pages }
tour-choose-title = Choose a customer
tour-choose = Each line of the list is a customer at the counter. Choose one with the arrow keys and press { $key }; the first is a good one to begin with.
    Nothing you do here leaves this computer.
tour-answer-title = Answer in your own words
tour-answer = The customer speaks, you type what you would really say, in Chinese or English, and send it with { $key }. { $actions } lists what you can do besides talking: a smile, a glass of water, a seat.
tour-see-title = See why
tour-see = After each reply you see what the customer makes of it, the one thing to do better, and your marks. { $key } unfolds a mark into the words behind it; { $retry } lets you say it again.
    { $help } shows the keys at any time.
help-do = Do it
hint-do = do it

# A class
class-name-title = Take a seat
class-name = What are you called? Write your name and press Enter. If you are cut off, come back under the same name and you have your seat again.
class-name-empty = Please write a name first.
class-no-orders = No class found yet
class-no-scenario = This machine does not have the customer: { $reason }
class-waiting = { $name }, you have a seat; { $members } are here. The trainer will begin.
class-end = That was the class. Thank you.
class-passed = You answered { $count } times, { $mean } on average, and reached the { $pass } that pass.
class-not-passed = You answered { $count } times, { $mean } on average; { $pass } pass. A little more practice and you are there.
class-headline = { $title }   step { $step } of { $of }   reply { $turn } of { $turns }{ $aim }
class-paused = paused
class-paused-no-send = The trainer has stopped the clock; what you wrote stays, send it later.
class-objected = Noted; the trainer can see it.
class-not-kept = The class's folder can't be written just now; trying again and again: { $reason }
class-kept-again = What could not be written before has been written now.
class-wall-title = Answers: { $count }
class-wall-empty = Nobody has answered yet.
class-wall-gathering = Please take a seat; { $members } are here.
class-wall-answering = Everybody is writing; { $members } are here.
class-ruled = trainer: { $rating }
class-ruling = Trainer: { $reason }
class-ruled-principle = { $principle }: trainer { $rating }, scorer { $scorer }
class-ruled-divider = {"; "}
class-overall = overall
class-agreed-title = Your marks and the scorer's
class-agreed-nothing = You have given no marks of your own yet (O).
class-agreed-count = ruled
class-agreed-same = same
class-agreed-near = near
class-agreed-mean = diff.
class-agreed-lead = Ruled: how often you rated what the scorer had rated; near: at most one apart; diff.: yours less the scorer's on average; ?: too few to tell, under 5. You rate what looks wrong, so this is no measure of how good the scorer is.
class-agreed-few = too few to tell
class-profanity = rude words
class-profanity-covered = rude words, shown with asterisks
class-heat-title = Everybody on the eight principles
class-heat-mean = av
class-heat-environment = Envi
class-heat-initiative = Init
class-heat-competence = Comp
class-heat-listening = List
class-heat-demeanour = Mann
class-heat-patience = Pati
class-heat-concise = Conc
class-heat-attitude = Atti
class-states-title = Bring everybody to (a new beginning)
class-no-states = There is no scenario yet: N begins.
class-roster = Seats: { $count }
class-customer = The customer
class-nobody = Nobody sits here yet. Trainees run teller-coach class join { $dir }; over the network, they come in by ssh.
class-not-answered = Not answered yet.
class-no-answer = There is no answer at this seat yet.
class-objection = The trainee sees it differently: { $reason }
class-means = The class
class-spread = Overall 0–4:  { $spread }
class-missing = Most answers lack: { $missing }. One that has it: { $example }
class-seat-here = here
class-seat-reading = reading
class-seat-typing = typing
class-seat-answered = answered
class-seat-away = away
class-seat-fault = faulty
class-phase-gathering = gathering
class-phase-answering = answering
class-phase-paused = paused
class-phase-talking = talking
class-phase-ended = ended
class-sure-end = End the class? Enter ends it, and nobody can answer any more; Esc does not.
class-sure-quit = Leave? The class stays: the same command takes it up again. Enter leaves, Esc stays.
class-rule-title = Your own mark for { $label }
class-rule-lead = Tab chooses, up and down rate (0–4; below 0 takes it back). Rate what you see differently. The scorer's marks stay, yours stand beside them.
class-rule-scale = scorer { $scorer }   you { $own }
class-rule-none = -
class-rule-rating = Give a rating first: up or down.
class-rule-placeholder = the reason, in a sentence
class-rule-reason = Please write a reason: others must see why.
class-joined-elsewhere = Somebody sits at “{ $name }”, so you sit at “{ $seat }”.
help-class-join = take a seat under this name
help-class-leave = leave the class; your seat is kept
help-class-object = say why you see the marks differently; the trainer can see it
help-class-wall = everybody's answers
help-class-own = your own marks
help-class-next = begin, the next reply, or the next step
help-class-pause = stop, or go on
help-class-reveal = show the answers to all, or take them away
help-class-pin = pick this answer; two stand side by side
help-class-rule = your own mark, with a reason
help-class-fork = everybody goes on from this answer
help-class-more = thirty seconds more
help-class-less = thirty seconds fewer
help-class-named = names on the wall, or letters only
help-class-again = this step from its beginning
help-class-end = end the class
help-class-quit = leave; the class stays
help-class-rule-keep = keep this mark
help-class-rating = another mark
help-class-rule-scale = overall, or one of the eight principles
help-class-as-written = rude words as they were written, or with asterisks
help-class-view = answer, grid of principles, your marks beside the scorer
help-class-bring = bring everybody to a state of the scenario
help-class-bring-here = everybody goes on from here
hint-class-join = take a seat
hint-class-wall = everybody's
hint-class-own = own marks
hint-class-next = next
hint-class-pause = pause
hint-class-reveal = reveal
hint-class-pin = pick
hint-class-rule = own mark
hint-class-rule-scale = principle
hint-class-view = view
hint-class-bring-here = bring here
hint-class-fork = go on from
hint-class-end = end
class-over = The class is over; its records are in { $dir }. To prove them: teller-coach class verify { $dir }
class-set-aside = The class that had ended in this folder before is in { $dir } now, with all its records.
class-left = The class is still in { $dir }; the same command takes it up again.
class-fault-garbage = There is something in this seat's file that can't be read; it was passed over.
class-fault-loose = The lines of this seat's file do not follow each other: it was altered, or something is missing.
class-fault-shortened = This seat's file has become shorter; what was read before is kept.
class-report-lead = Opened { $when }, class { $class }, drill { $drill }. Program { $program }, scoring { $rubric }, seed { $seed }; { $pass } pass.
class-report-goes-on = This class has not ended.
class-report-attendance = Attendance and results
class-report-who = Name
class-report-joined = Joined
class-report-count = Answered
class-report-mean = Mean
class-report-passed = Passed
class-report-yes = passed
class-report-no = not passed
class-report-rulings = The trainer's marks
class-report-ruling-lead = They stand beside the scorer's and replace none. Means go by the trainer's overall mark where there is one.
class-report-place-short = step { $step }, reply { $turn }
class-report-reason = Reason
class-report-agreement = Trainer and scorer
class-report-agreement-lead = How often the trainer rated what the scorer had rated, 0–4. The trainer rates what looks wrong rather than replies by chance, so this says where the two differ, not how good the scorer is.
class-report-scale = Rated
class-report-ruled = Rulings
class-report-same = The same
class-report-near = At most one apart
class-report-difference = Mean difference (trainer − scorer)
class-report-answers = What each answered
class-report-place = Step { $step }, reply { $turn }   { $title } ({ $edition })
class-keep-done = Kept in the trainer's store: { $seats } seats, { $attempts } attempts. Who passed what, and who is due: teller-coach class records
class-keep-again = This class is in the trainer's store already; nothing was added.
class-keep-updated = This class was in the trainer's store and is up to date now: { $replies ->
    [one] one reply has another ruling or objection.
   *[other] { $replies } replies have another ruling or objection.
}
class-keep-updated-result = { $who }: mean { $before }, now { $after }; { $was }, now { $is }
class-keep-passed = passed
class-keep-failed-mark = not passed
class-keep-changed = This class is in the trainer's store, and its folder does not go on from there: something in it was altered since. What was kept stays. `class verify` shows where the log ends.
class-keep-findings = { $count } things in this class are not as they were written; the records say so. What they are: teller-coach class verify { $dir }
class-keep-goes-on = This class has not ended, and what may still happen would not be kept: end it first (teller-coach class host takes it up again).
class-keep-failed = The class could not be put into the trainer's store: { $reason }. It is whole in its folder; afterwards: teller-coach class keep { $dir }
class-records-none = No class has been kept here yet: class host keeps one when it ends, and teller-coach class keep DIR afterwards.
class-records-title = Classes: who passed what, and when
class-records-lead = { $count } results, { $passed } of them passed.
class-records-due-title = Who is due
class-records-due-lead = As of { $on }: { $count } of { $of } have passed nothing within { $days } days, or never.
class-note-done = Noted for { $name }, class { $class }: { $day } { $text }
class-note-empty = A note says what was done; write a few words.
class-note-nobody = Nobody called “{ $name }” is in the classes kept here, or not in that one; teller-coach class records shows the names and classes.
class-erase-ask = The names of { $count } people, the notes about them and their certificates will be gone for good; what they did stays, without a name. Type yes to go on:
class-erase-kept = Nothing was erased.
class-erase-nobody = There is no such name; nothing was erased.
class-erase-done = Erased: { $count } names, and { $certificates } certificates. Reports and certificates you wrote elsewhere or printed are still there.
class-erase-also = The trainer's store has names from this class still: teller-coach class erase --kept
class-erase-no-folder = The folder { $dir } can't be reached. If it is somewhere, the name in it is still there: teller-coach class erase DIR --seat { $seat }
class-erase-left = The name at seat { $seat } in { $dir } is still there: { $reason }
class-erase-aged = By class_names_days in the config, { $count } names were erased.
certificate-title = Certificate
certificate-says = has passed
certificate-day = Date
certificate-mark = Mark
certificate-mark-of = { $mean } of 100; { $pass } pass; { $count } replies
certificate-customers = Customers and editions
certificate-program = Program
certificate-rubric = Scoring
certificate-seed = Seed
certificate-class = Class
certificate-head = End of the trainer's log
certificate-check = To check: teller-coach class verify, on the folder of this class, reads every record and ends with the same end of the log.
certificate-signature = Trainer (signature, date)
certificate-goes-on = This class has not ended; certificates are written once it has.
certificate-none = Nobody passed, so there is no certificate to write.
certificate-log = The trainer's log is not as it was written, so that nobody can be certified by it. What is wrong: teller-coach class verify { $dir }
certificate-not-sound = { $name } gets no certificate: the file of the seat is not as it was written. What is wrong: teller-coach class verify { $dir }
certificate-written = { $name }: { $file }

# A class on one screen
table-turn = { $name }, please
table-nobody = { $key } draws who answers
table-round = still to answer: { $left }
table-writing = What { $name } said
table-placeholder = write it down as it was said; Enter keeps it
table-empty = Nothing is written yet.
table-full = Three answers stand side by side at most: talk about them, then draw again.
table-hands = hands: { $hands }
table-vote = Which is best? Left and right choose an answer, up and down count the hands; then { $key } shows the marks.
table-hidden = the marks come later
table-team = team { $team }
table-done = The drill is done.
table-over = The customer's business ends here: { $key } goes on to the next step.
table-clock = { $clock }
help-table-draw = draw who answers: nobody twice before everybody once
help-table-pass = not here: somebody else now, and they later
help-table-write = write down what was said
help-table-hands = a show of hands before the marks: count them for each answer
help-table-reveal = show the marks, or take them away
help-table-next = the next step
help-table-teams = teams, or none
help-table-clock = start the clock, or stop it
help-table-more = one hand more; thirty seconds more where nobody votes
help-table-less = one hand fewer; thirty seconds fewer where nobody votes
help-table-keep = keep this answer
help-table-drop = do not write
hint-table-draw = draw
hint-table-pass = not here
hint-table-write = write
hint-table-hands = vote

# Rehearsal
rehearse-called = Trainee{" "}
rehearse-kept = { $sent } replies sent, { $stored } kept; { $missing } missing, { $doubled } too many.
rehearse-unmarked = { $count } showed no marks within ten seconds.
rehearse-cuts = { $count } lost their connection right after sending and came back.
rehearse-waited = From sending to one's own marks: half within { $median } ms, ninety-nine of a hundred within { $slow } ms, the longest { $slowest } ms.
rehearse-wall = From sending to the trainer's screen: half within { $median } ms, ninety-nine of a hundred within { $slow } ms, the longest { $slowest } ms.
rehearse-load = Memory of each trainee's program: { $memory } MB; the trainer's program took { $console } % of a core on average.

## What a learning record store is sent

xapi-answered = answered
xapi-commented = commented
xapi-completed = completed
xapi-terminated = terminated
xapi-passed = passed
xapi-failed = failed
xapi-scored = scored
xapi-exam = Exam of single moments
xapi-class = Class
push-done = { $sent ->
    [one] One statement sent
   *[other] { $sent } statements sent
}; { $known } had been sent before; { $present } were there already; { $refused } refused.
push-nothing = There is nothing to send.
push-refused = The record store refused statement { $id } ({ $verb }, { $object }): { $answer }
push-refused-more = { $count ->
    [one] One more statement was refused.
   *[other] { $count } more statements were refused.
}
push-again = What the record store has accepted is noted: the same command sends the rest.
push-wait = The record store does not answer ({ $why }); trying again in { $seconds } s.

# Beyond one machine
bundle-written = { $count ->
    [one] One attempt is
   *[other] { $count } attempts are
} in { $file }. In the central store you are { $person }.
overview-branch = branch
overview-people = people
overview-person = person
overview-replies = replies
overview-encounters = ended
overview-overall = overall
overview-weakest = weakest
overview-crossed = red lines
overview-passed = passed
overview-failed = failed
overview-passed-on = last passed
overview-last = last practised
overview-principle = principle
overview-mean = mean
overview-badly = under 50
overview-lowest = lowest branch
overview-lowest-mean = its mean
overview-days = days
overview-day = day
overview-name = name
overview-drill = drill
overview-drill-edition = drill edition
overview-title = title
overview-editions = editions
overview-answered = answered
overview-pass = passes at
overview-proved = as written
overview-class = class
overview-notes = notes
overview-program = program
overview-rubric = scoring
overview-seed = seed
overview-head = end of the log
overview-attended = last class
overview-yes = yes
overview-no = no
overview-page = Page { $page } of { $pages }, { $of ->
    [one] one row
   *[other] { $of } rows
} in all.
overview-none = Nothing there.
overview-scale = scale
overview-rulings = rulings
overview-same = the same
overview-near = at most one apart
overview-difference = mean difference (trainer − scorer)
overview-due-roster = { $count } of { $of } on the roster are due; the store has nothing of { $missing } of them: they never practised, or under another name, number or secret.
overview-no-rulings = No trainer has ruled on anything there.
import-done = { $bundles ->
    [one] One bundle is
   *[other] { $bundles } bundles are
} in: { $new } new attempts, { $known } were there already.
import-revised = Of what was there: { $replies ->
    [one] one reply has
   *[other] { $replies } replies have
} another ruling or objection now, { $results ->
    [one] one result is another.
   *[other] { $results } results are others.
}
import-again = { $bundles ->
    [one] One bundle was
   *[other] { $bundles } bundles were
} imported before and changed nothing.

## What was saved of a damaged history

rescue-sound = The history is sound; nothing needed saving, and it was left as it is.
rescue-none = There is no history yet.
rescue-nothing = Nothing in it could be read. A new, empty history is in its place.
rescue-saved = Saved: { $events ->
    [one] one event
   *[other] { $events } events
} of { $encounters ->
    [one] one encounter
   *[other] { $encounters } encounters
}, from { $first } to { $last }.
rescue-all = Nothing was lost. Summaries, indexes and search were made anew.
rescue-lost = Lost: { $exact ->
    [yes] { $count ->
        [one] one event
       *[other] { $count } events
    }
   *[no] at most { $count ->
        [one] one event
       *[other] { $count } events
    }, as far as can be told
}
rescue-lost-between = from { $after } to { $before }: { $count }
rescue-lost-before = before { $before }: { $count }
rescue-lost-after = after { $after }: { $count }
rescue-lost-ever = time unknown: { $count }
rescue-lost-more =   and { $places ->
    [one] one more place
   *[other] { $places } more places
}: { $count }
rescue-missing = { $pages ->
    [one] One page of the file is
   *[other] { $pages } pages of the file are
} missing; what stood there can't be counted.
rescue-left = { $count ->
    [one] One unfinished encounter has
   *[other] { $count } unfinished encounters have
} a hole and can't be gone on with; entered as left.
rescue-aside = { $count ->
    [one] One event that makes
   *[other] { $count } events that make
} no sense without what was lost: { $place }
rescue-damaged = The damaged file: { $place }
rescue-keep = It holds what you said. Delete it once you need it no longer; erase --all does so, too.
