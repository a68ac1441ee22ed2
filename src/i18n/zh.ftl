# 界面文字。每条一句，短；变量与 en.ftl 相同。

# 八条沟通原则
principle-environment = 平等和谐
principle-initiative = 主动微笑
principle-competence = 业务过硬
principle-listening = 学会倾听
principle-demeanour = 举止得体
principle-patience = 保持耐心
principle-concise = 话少而精
principle-attitude = 端正态度
principle-full-environment = 平等、和谐、安静的环境
principle-full-initiative = 微笑服务、主动沟通
principle-full-competence = 提升自我素质，一视同仁
principle-full-listening = 学会倾听，让客户把话说完
principle-full-demeanour = 着装举止得体
principle-full-patience = 耐心，从客户的角度出发
principle-full-concise = 话不在多而在精
principle-full-attitude = 端正态度
advice-environment = 先把气氛缓下来：请客户坐下、倒杯水，或换个安静的地方再谈。
advice-initiative = 先开口：主动问好，主动问需要什么，主动说下一步。
advice-competence = 说具体：要带什么、多久、多少钱、下一步去哪儿。
advice-listening = 先把客户的意思用自己的话说一遍，再问一句还不清楚的。
advice-demeanour = 用「您」和「请」，称呼客户的姓，手上的动作也要跟得上。
advice-patience = 一次只说一步，说完问一句听明白没有，不催。
advice-concise = 最要紧的一句放在最前面，客套话能省就省。
advice-attitude = 该道歉就道歉，把事情揽下来，告诉客户您会怎么办。

# 场合
moment-arrival = 客户进门
moment-grievance = 客户有气
moment-waiting = 客户久等
moment-inquiry = 客户咨询
moment-confusion = 客户不明白
moment-refusal = 不得不拒绝
moment-pressure = 有人要求通融
moment-suspicion = 疑似诈骗
moment-objection = 客户有异议
moment-mistake = 银行出了错
moment-handover = 转交同事
moment-closing = 送别客户
call-lives_by = 这一刻最看重
call-helps = 有它更好
call-only_breach = 只看有没有犯

# 红线
red-line-arguing = 逞口舌之能
red-line-humiliating = 不顾客户面子
red-line-brushing_off = 推诿
red-line-jargon = 卖弄术语
red-line-bank_interest = 损害本行或他人利益
red-line-compliance = 违规

# 动作
action-smile = 微笑
action-stand_up = 起立相迎
action-offer_water = 倒杯水
action-offer_seat = 请坐
action-lower_voice = 放低声音
action-nod = 点头倾听
action-both_hands = 双手递送
action-write_it_down = 写下来
action-reading_glasses = 递老花镜
action-private_room = 请到洽谈室
action-lead_the_way = 陪同引路
action-call_manager = 请主管来
action-check_id = 核对证件
action-call_police = 报警
action-tidy_dress = 整理着装
action-look_at_phone = 看手机
action-roll_eyes = 翻白眼
action-cross_arms = 抱起胳膊
action-point_finger = 用手指人
action-turn_away = 转过身去
action-sigh = 叹气
action-slam_desk = 拍桌子

# 心情
feeling-anger = 火气
feeling-worry = 担心
feeling-confusion = 困惑
feeling-trust = 信任
face-angry = 很生气
face-cross = 不高兴
face-worried = 很着急
face-lost = 听糊涂了
face-calm = 平静
face-content = 放心

# 结局与岗位
outcome-good = 圆满
outcome-fair = 一般
outcome-bad = 不好
role-teller = 柜员
role-lobby_manager = 大堂经理
role-account_manager = 客户经理
role-branch_manager = 支行行长

# 标签
tag-agent = 代办
tag-bedridden = 卧床不便
tag-pin-reset = 密码重置
tag-home-visit = 上门服务
tag-privacy = 隐私
tag-complaint = 投诉
tag-fee = 手续费
tag-refund = 退费
tag-bank-error = 银行出错
tag-compensation = 要求赔偿
tag-savings = 储蓄
tag-deposit = 存款
tag-wealth-product = 理财产品
tag-young-worker = 年轻务工者
tag-elderly = 老年客户
tag-passbook = 存折
tag-self-service = 自助机
tag-pin = 密码
tag-fraud = 诈骗
tag-fake-police = 冒充公安
tag-safe-account = 安全账户
tag-early-withdrawal = 提前支取
tag-long-wait = 久等
tag-queue = 排队
tag-skipped-number = 过号
tag-fairness = 公平
tag-foreigner = 外宾
tag-first-card = 第一张卡
tag-account-opening = 开户
tag-coins = 硬币
tag-torn-notes = 残损钞票
tag-counterfeit = 假币
tag-refusal = 拒绝
tag-atm = 柜员机
tag-card = 银行卡
tag-urgent = 着急
tag-frozen = 账户冻结
tag-anti-fraud = 反诈
tag-migrant-worker = 外来务工
tag-inheritance = 继承
tag-bereaved = 丧亲
tag-identity-check = 身份核验
tag-cash = 现金
tag-splitting = 拆分
tag-signing-for-another = 代签
tag-exception = 破例
tag-boss = 领导
tag-mutual-supervision = 互相监督
tag-grandchild = 孙辈求助
tag-loss = 亏损
tag-grievance = 抱怨
tag-mortgage = 房贷
tag-early-repayment = 提前还贷
tag-visit = 上门拜访
tag-needs = 了解需求
tag-objection = 异议
tag-win-win = 双赢
tag-forged-collateral = 假抵押
tag-loan = 贷款
tag-guarantee = 担保
tag-straw = 替人出头
tag-hearing-impaired = 听障
tag-accessibility = 无障碍
tag-system-down = 系统故障
tag-waiting = 等候
tag-payroll = 代发工资
tag-closing-time = 临下班
tag-filming = 拍摄
tag-investment-group = 投资群
tag-overpaid = 多付款
tag-mistake = 差错
tag-forgotten-password = 忘记密码
tag-vip = 贵宾
tag-queue-jumper = 插队
tag-parcel-refund = 快递退款
tag-transfer-limit = 转账限额
tag-corporate-account = 对公开户
tag-due-diligence = 尽职调查
tag-colleague = 同事
tag-crying = 落泪
tag-listening = 倾听
tag-guaranteed-return = 保证收益
tag-third-person = 第三人
tag-child-alone = 孩子独自
tag-drunk = 酒后
tag-backdating = 倒签日期
tag-lost-passbook = 存折遗失
tag-handover = 交接
tag-collateral = 抵押物
tag-company = 企业客户
tag-company-account = 对公账户
tag-damaged-notes = 残损币
tag-first-time = 头一回
tag-forged-papers = 假证件
tag-holiday = 节前
tag-language = 语言不通
tag-large-withdrawal = 大额取款
tag-lost-card = 丢了卡
tag-small-money = 零钱
tag-dignity = 尊严
tag-first-visit = 初次拜访
tag-gift = 礼物
tag-insult = 挨骂
tag-limit = 说清界限
tag-companion = 有人陪同
tag-confidentiality = 保密
tag-family = 家里人
tag-frozen-account = 账户冻结
tag-transfer = 转账
tag-cash-split = 拆分现金
tag-face = 面子
tag-password = 密码
tag-quarter-end = 季末
tag-receipt = 回单
tag-reporting = 大额报告
tag-rude-colleague = 同事失礼
tag-widow = 丧偶
tag-compliance = 合规
tag-corner-cutting = 图省事
tag-hospital = 住院
tag-rent = 房租
tag-phone = 电话
tag-competitor = 他行竞争
tag-rate = 利率
tag-straw-guarantee = 人情担保
tag-lost = 丢失
tag-tears = 眼泪
tag-factory = 工厂
tag-counter = 柜台
tag-misunderstanding = 误会
tag-couple = 夫妻
tag-relationship = 长久往来
tag-small-business = 小作坊
tag-praise = 真心夸人

# 通用
app-name = 柜员陪练
you = 您
list-comma = 、
list-semicolon = ；

# 首页
home-lead = 选一位客户，按回车看情况介绍；您怎么回话，系统逐句点评。
home-list = 练习
home-level = 难度 { $level }
home-never = 没练过
home-done = 练过 { $times } 次，最好 { $best } 分，上次{ $outcome }
home-done-brief = 最好 { $best } 分
home-continue = 接着练
home-continue-about = 上次这位客户还没接待完，{ $turns ->
    [0] 还没回过话
   *[other] 已回了 { $turns } 句
 }。回车接着练，按 Del 键就不要了。
home-filter = 查找：
home-filter-hint = 输入标题、岗位或标签
home-none = 没有找到。删几个字再试，或按 Esc 看全部。
home-empty = 一个练习也没有。请检查场景文件。

# 情况介绍
briefing-title = 上岗之前
briefing-customer = 来的客户
briefing-customer-line = { $name }，{ $age } 岁
briefing-you = 您的岗位
briefing-level = 难度
briefing-know = 您知道的
briefing-ready = 准备好了吗
briefing-ready-note = 四项都做到，第一句回话的「举止得体」会加分；没勾也不扣分。
briefing-dress = 工装整齐
briefing-badge = 工牌戴好
briefing-desk = 桌面收拾干净
briefing-phone = 手机收起来
briefing-begin = 开始接待

# 对话
write-title = 您的回话
write-placeholder = 在这里写您要对客户说的话
write-actions = 动作
write-hint = 提示 { $number }/{ $all }
write-no-hint = 这里没有提示。
write-no-more-hints = 提示就这些了。
write-empty = 先写句话，或选个动作（Tab）。
write-cut = 粘贴的内容太长，只留了前 { $most } 个字。
write-full = 已到 { $most } 个字，客户听不了这么多。
write-waiting = （{ $name }又说：{ $words }）
write-clock = { $left ->
    [0] 客户等不及了
   *[other] 客户还能等 { $left } 秒
}
clock-on = 已显示客户还能等多久，不影响打分。
clock-none = 这位客户不限时，这里不显示时间。
clock-off = 不再显示时间。
write-language = 界面已换成中文，客户的话还按开始时的语言。
write-palette = 选动作
write-palette-note = 空格选中或取消，Esc 关上
write-no-actions = 这里没有可选的动作。
card-turn = 第 { $turn } 句
card-customer = 客户
talk-title = 对话

# 点评
coach-title = 点评 第 { $turn } 句
coach-red-line = 踩了红线：{ $name } { $words }
coach-red-line-name = 红线（{ $name }）
coach-reaction = 客户的反应
coach-reaction-ending = 结果
coach-mood = 心情
coach-mood-same = 心情没有变化
coach-next = 下次这样试
coach-principles = 这一刻最看重的几条
coach-principles-all = 八条原则
coach-reply = 您说的
coach-overall = 总评
coach-no-evidence = 没找到依据
coach-more = 另有 { $count } 条，影响很小
coach-points = { $points } 分
coach-absent = 没做到
coach-legend-good = 加分的话
coach-legend-bad = 丢分的话
coach-echo = 这句话对{ $name }也说过，几乎没变。每位客户心里的事不一样：先接住眼前这位刚说的。（不影响分数）
coach-attempt = 这一句是第 { $count } 次试
coach-did = 动作：{ $actions }
coach-principle = { $name }（{ $call }）
coach-says-nothing = （没有说话）

# 总结
debrief-title = 复盘
debrief-ending = 客户怎么走的
debrief-communication = 沟通得分 { $overall }（满分 100，和结局分开算）
debrief-well = 做得好的
debrief-cost = 丢分最多的
debrief-try = 下次试试
debrief-nothing-well = 这一次还没有特别出彩的话。
debrief-nothing-cost = 没有明显丢分的地方。
debrief-quote = 第 { $turn } 句，{ $name }：{ $text }
debrief-try-turn = 第 { $turn } 句：{ $advice }
debrief-try-none = 保持住。按 N 换个开场再练一次。
debrief-principles = 八条原则（平均）
debrief-transcript = 全程记录
debrief-ways = 故事的岔路，和您走的那条
ways-taken = { $place }（第 { $turns } 句）
ways-ending = 结局：{ $outcome }
debrief-turn = 第 { $turn } 句 { $moment }
debrief-good = 可以这样说
debrief-good-did = { $words }（{ $did }）
debrief-no-good = 这一句没有参考回话。
debrief-time = { $minutes ->
    [0] 用时 { $seconds } 秒
   *[other] 用时 { $minutes } 分 { $seconds } 秒
 }
debrief-retried = 重说了 { $count } 次

# 按键
key-enter = 回车
key-esc = Esc
key-space = 空格
key-tab = Tab
key-backtab = Shift-Tab
key-up = 上
key-down = 下
key-left = 左
key-right = 右
key-home = Home
key-end = End
key-page-up = PgUp
key-page-down = PgDn
key-delete = Del
key-backspace = 退格
hint-open = 打开
hint-filter = 查找
hint-help = 帮助
hint-language = English
hint-quit = 退出
hint-begin = 开始
hint-back = 返回
hint-send = 发送
hint-newline = 换行
hint-actions = 动作
hint-hint = 提示
hint-undo = 撤销
hint-redo = 重做
hint-leave = 离开
hint-go-on = 继续
hint-retry = 重说
hint-unfold = 展开
hint-all = 八条
hint-good = 参考
hint-again = 再练
hint-home = 首页
hint-scroll = 翻看
hint-close = 关闭
hint-done = 好了
hint-choose = 选择
hint-turn = 换一句
help-title = 按键说明
help-here = 这个画面
help-everywhere = 任何时候
help-open = 打开选中的练习
help-move = 上下移动
help-sideways = 左右移动
help-enter = 勾选，往下走；走到底就开始接待
help-page = 翻页
help-ends = 到最前、最后
help-filter = 按文字查找（中英文都行）
help-filter-done = 回到列表
help-filter-clear = 清除查找
help-discard = 不要没做完的那一次
help-quit = 退出程序
help-help = 看按键说明
help-language = 换成英文
help-redraw = 重新画屏幕
help-suspend = 暂时回到命令行
help-interrupt = 离开；按两次直接退出
help-begin = 开始接待
help-toggle = 勾选或取消
help-toggle-number = 按数字勾选
help-back = 返回
help-send = 发送回话
help-newline = 换行
help-actions = 选动作
help-hint = 看提示
help-undo = 撤销
help-redo = 重做
help-select-all = 全选
help-delete-line = 删掉整行
help-delete-word = 删掉前一个词
help-talk = 翻看前面的对话
help-leave = 离开，没发的话会留着
help-close = 关上
help-go-on = 继续
help-retry = 这一句重说
help-unfold = 展开依据
help-fold = 收起依据
help-all = 看全部八条 / 只看这一刻的
help-good = 看参考回话
help-turn = 选下一句
help-turn-before = 选上一句
help-retry-turn = 从选中的这句重说
help-home = 回首页
help-save-replay = 把这次对话存成回放脚本
record-saved = 已存成回放脚本：{ $file }
record-failed = 回放脚本没能写成：{ $why }
help-again = 换个开场再练一次
help-yes = 是
help-no = 否

# 询问
ask-leave-title = 要离开吗
ask-leave = 这句话还没有发出去。离开的话会替您留着，回首页可以接着练。
ask-leave-yes = 回车 离开
ask-leave-no = Esc 接着写
ask-quit-title = 要退出吗
ask-quit = 再按一次 Ctrl-C 退出；没发的话和对话都会留着，下次接着练。
ask-quit-yes = 回车 退出
ask-quit-no = Esc 留下
ask-retry-title = 换一句重说
ask-retry = 从第 { $turn } 句起重说，后面的对话会撤回。第一次说的仍记在成绩里。
ask-retry-yes = 回车 重说
ask-retry-no = Esc 算了
notice-title = 提醒
notice-close = 回车 知道了
banner-reloaded = 剧本已重新读入。
banner-does-not-fit = 剧本改过了，眼前这一场接不上，仍照旧的进行；退出再开就是新的。
banner-problem = { $problem }
banner-problems = { $problem }（另有 { $more } 处）
notice-open = 这个练习打不开：{ $reason }
notice-stuck = 这个场景走不下去了：{ $reason }
notice-draft-gone = 上次没做完的练习打不开了：{ $reason }

# 窗口太小
small = 请把窗口放大到至少 60x20，现在是 { $columns }x{ $rows }。内容都还在。

# 下一步
step-add = { $say }。比如：“{ $example }”
step-leave = 这句去掉：“{ $words }”（{ $why }）
step-fact = 还要告诉客户：{ $fact }
step-reflect = 想一想：{ $question }

# 逐行模式
plain-choice = { $number }. { $title }（难度 { $level }）
plain-choose = 输入编号后按回车；/quit 退出。
plain-choose-again = 没有这个编号。
plain-you-are = 您的岗位：{ $role }
plain-help = 一行写完按回车（行末加 \ 可以接着写下一行）。/do smile offer_water 加动作，/hint 看提示，/retry 上一句重说，/disagree 理由 记下不同看法，/lang 换成英文，/help 列出动作，/quit 退出。
plain-actions = 这里可用的动作：{ $actions }
plain-no-hint = 这里没有提示。
plain-good-later = 您先答，答完就能看到参考答法。
plain-no-action = 没有“{ $action }”这个动作；/help 可以列出。
plain-acts = 下一句同时做：{ $actions }
plain-empty = 先说句话，或者用 /do 选个动作。
plain-red-line = 踩了红线：{ $red_line }（“{ $words }”）
plain-overall = 总评 { $overall }（满分 100）
plain-next = 下次这样试：{ $step }
plain-mood = 心情：{ $moved }
plain-moved = { $feeling }从 { $before } 到 { $after }
plain-says = { $name }：{ $words }
plain-good = 可以这样说：{ $words }
plain-ending = 结果（{ $outcome }）：{ $text }
plain-mean = 沟通得分 { $overall }（满分 100），共 { $turns } 句。
plain-left = 这位客户还没接待完，先到这里。

# 今天练什么
home-today = 今天
home-due-title = 到期该练的
home-due-about = 隔久了会生疏：下面这些到期了。回车练五个片段，每个只回一句，五分钟左右。
today-unread = 以前练到哪儿读不出来，先会这位客户：{ $title }
today-begin = 第一次来？从这位客户开始：{ $title }
today-drill = 快练：{ $review }{ $others ->
    [0] {""}
   *[other] ，另 { $others } 项到期
 }
today-new = 没有到期的，会一位新客户：{ $title }
today-again = 都练过了，再会这一位：{ $title }（上次 { $mark } 分）
today-review = 「{ $moment }」时「{ $principle }」（{ $days ->
    [0] 今天
   *[other] { $days } 天前
 } { $mark } 分）

# 片段练习
form-encounter = 整场
form-drill = 快练
form-sparring = 对练
form-exam = 考核
round-place = { $form }　第 { $number } 个，共 { $of } 个{ $aim }
round-aim = 　着重：{ $principle }
round-title = 小结
round-moment = { $number }. { $moment }：{ $title }
round-mean = { $count } 个片段，平均 { $overall } 分
round-passed = 通过（及格 { $pass } 分，没碰红线）
round-failed = 没通过（要 { $pass } 分，并且不碰红线）
notice-no-round = 库里没有可以练的片段。请检查场景文件。

# 不同意见
disagree-title = 我有不同看法
disagree-lead = 第 { $turn } 句的分数，您觉得哪里不对？写下理由，会和这句话一起留着，可以导出给培训师看；分数本身不变。
disagree-placeholder = 我觉得……因为……
disagree-kept = 记下了。导出成绩时会带上这条理由。
write-no-hint-in-exam = 考核时没有提示。
write-pointer = 这一刻最看重：{ $principles }。{ $count ->
    [0] {""}
   *[other] 要让客户知道：{ $facts }。
 }
hint-drill = 快练
hint-sparring = 对练
hint-exam = 考核
hint-disagree = 有异议
hint-keep = 记下
help-drill = 快练：五个片段，挑最弱、最该练的
help-sparring = 对练：同一种场面，三位客户
help-exam = 考核：八个片段，没有提示，最后才看分
help-disagree = 对这句的分数有不同看法，写下理由
help-disagree-keep = 记下理由
help-round-again = 再来一轮

# 以往成绩
history-open = 没练完
history-left = 中途离开
history-answered = 答完
history-hints = 用了 { $count } 级提示
history-disagreed = 不同看法：{ $reason }
history-none = 没有找到练习记录。
history-erase-ask = 要永久删除 { $count } 次练习的全部内容，删了找不回来。确定就输入 yes：
history-erased = 已删除 { $count } 次练习。
history-kept = 没有删除。
central-erase-ask = { $person }，最近在 { $branch }（{ $last }）：{ $replies } 份回答、{ $encounters } 次练习。这些记录将永远不再属于任何人，网点的合计不变。确定请输入 yes：
central-erased = 已抹去：{ $attempts } 条记录不再属于任何人。发出过的包、备份和练习用的那台机器上还有这个代号的记录，请一并处理。
central-erase-nobody = { $store } 里没有代号 { $person }，什么都没有抹去。还没导入的包会带来这个人的记录，请先导入。
central-erase-again = { $person } 早已从 { $store } 里抹去。
progress-marks = 首次 { $first }  最好 { $best }  最近 { $latest }
progress-none = 还没练过
progress-rising = 上升，每周{ $points ->
    [0] 不到 1
   *[other] 约 { $points }
 } 分（上下{ $uncertainty ->
    [0] 不到 1
   *[other] { " " }{ $uncertainty }
 } 分）
progress-falling = 下降，每周{ $points ->
    [0] 不到 1
   *[other] 约 { $points }
 } 分（上下{ $uncertainty ->
    [0] 不到 1
   *[other] { " " }{ $uncertainty }
 } 分）
progress-unclear = 看不出升降（练了 { $days } 天）
progress-title = 进步
progress-weekdays = 一 二 三 四 五 六 日
progress-calendar = 练习日历（最近五周，数字是当天回了几句）
progress-due = 复习安排
progress-due-none = 还没有要复习的。
progress-due-on = { $date } 到期：{ $review }
html-title = 柜员陪练：学习记录
html-lead = 共 { $count } 次练习。分数由程序按八条原则给出，证件号、卡号等已经打码。
html-encounters = 练习记录

# 成绩保存不了
notice-told = { $reason }
store-unreachable = 打不开成绩文件 { $place }，这次练习不会保存。请检查所在文件夹能不能写，或用 --data 换个地方。
store-read-only = 成绩文件 { $place } 只能读，以前的成绩看得到，这次练习不会保存。请改一下权限，或用 --data 换个地方。
store-newer = 成绩文件 { $place } 是更新版本的程序写的，这次练习不会保存。请升级 teller-coach，原文件没有动。
store-damaged = 成绩文件 { $place } 损坏了，这次练习不会保存。请先退出，运行 { $command } 再重新启动：还读得出的都会救回来，坏文件留在旁边。
store-torn = 成绩文件 { $place } 旁边的日志有一处坏了，最后练的几句在坏处后面，这次练习不会保存。请先退出，运行 { $command } 再重新启动：还读得出的都会救回来，坏文件留在旁边。
store-cut-off = 成绩文件 { $place } 最后记的内容没有了：日志的末尾缺了一截（多半是断电，或者拷贝时漏了文件）。前面的都在，从这里接着记。
store-foreign = { $place } 不是 teller-coach 的成绩文件，这次练习不会保存，也没有动它。请用 --data 换个地方。
store-busy = 另一个程序正占着成绩文件 { $place }，这次练习不会保存。请关掉那一个再启动。
store-elsewhere = 这场练习已经在另一个窗口里接着练了，这边说的不再保存。
store-failed = 成绩保存不了，这次练习不会保存：{ $reason }
plain-resume = 上次的「{ $title }」还没练完（回了 { $turns } 句）。按回车接着练，输入 n 重新开始。
plain-again = 刚才那句收回，重说一遍：
plain-nothing-said = 还没回过话。
plain-disagree-why = 请写上理由：/disagree 我觉得……因为……

# 进步与记录的画面
debrief-principles-over = 八条原则的走势
history-title = 练习记录
history-hint = 按 / 输入回话里的字；P 只看某条没做好的，L 只看踩了红线的
history-weak = 没做好：{ $principle }
hint-progress = 进步
hint-history = 记录
hint-read = 细看
hint-weak = 薄弱
hint-crossed = 红线
help-progress = 看八条原则的走势、练习日历和复习安排
help-history = 翻看练习记录
help-read = 细看选中的一次
help-search = 按回话里的字查找
help-weak = 只看某条原则没做好的，再按换一条
help-crossed = 只看踩了某条红线的，再按换一条

# 换个说法的对比
fork-title = 从第 { $turn } 句起换了说法，前后对比
fork-before = 原来
fork-after = 这次
fork-ending = 结局
fork-open = 没到结局

# 体检
doctor-fine = 正常
doctor-doubtful = 留意
doctor-wrong = 有问题
doctor-about-terminal = 终端
doctor-about-size = 窗口
doctor-about-colours = 颜色
doctor-about-width = 字宽
doctor-about-input_method = 输入法
doctor-about-locale = 编码
doctor-about-data = 数据目录
doctor-about-history = 成绩文件
doctor-terminal = { $term }，可以用全屏画面。
doctor-terminal-unnamed = 终端没有名字（TERM 是空的）。画面不对就执行 export TERM=xterm-256color。
doctor-terminal-console = 这是 Linux 控制台，显示不了汉字。请加 --lang en，或改用终端窗口、远程登录。
doctor-no-terminal = 现在没有连着终端（输入或输出接了管道）。逐行练习用 practice --plain。
doctor-dumb = 终端类型是 { $term }，画不了全屏画面。逐行练习用 practice --plain。
doctor-size = { $columns } 列 { $rows } 行，够用。
doctor-size-small = 只有 { $columns } 列 { $rows } 行，至少要 { $least_columns } 列 { $least_rows } 行。请把窗口拉大或把字调小。
doctor-size-unknown = 没有连着终端，看不到窗口大小。
doctor-colours = 用终端自己的 16 种颜色；看不清就加 --theme high-contrast。
doctor-colours-none = 设了 NO_COLOR，不用颜色，靠粗体和符号区分。
doctor-width = 汉字两格、引号一格，画面会整齐。
doctor-width-ambiguous = 汉字两格，但引号、边框也占两格，画面会错位。请加 --ascii，或在终端里关掉“模糊宽度按双宽”。
doctor-width-wrong = 汉字不占两格，画面会乱。请换一种支持中文的终端或字体。
doctor-width-unknown = 终端没有回答，测不了字宽。画面错位就加 --ascii。
doctor-input-method = 光标总停在要打字的地方，输入法的候选窗会跟着它。候选窗跑到别处，请在终端设置里打开“输入法跟随光标”。
locale-garbled = Your locale is { $locale }, but all text here is UTF-8. If it looks garbled: export LANG=zh_CN.UTF-8, and set the terminal to UTF-8.
doctor-locale = { $locale }，是 UTF-8。
doctor-locale-gbk = { $locale } 不是 UTF-8，汉字会变成乱码。请先执行 export LANG=zh_CN.UTF-8，并把终端（PuTTY 等）的字符集也改成 UTF-8。
doctor-locale-windows = 用系统的 Unicode 接口，不受代码页影响。
doctor-locale-plain = { $locale } 没有写明 UTF-8。汉字显示不对就执行 export LANG=zh_CN.UTF-8。
doctor-data = { $place } 可以写。
doctor-data-new = { $place } 还没有，第一次保存时会建。
doctor-data-closed = { $place } 写不进去，成绩保存不了。请改权限，或用 --data 换个地方。
doctor-data-none = 系统没有说明主目录在哪，成绩保存不了。请用 --data 指定一个地方。
doctor-history = 完好，存了 { $count } 次练习。
doctor-history-new = 还没有，第一次练习时会建。
doctor-history-older = 是旧版本写的，下次启动会自动升级。

# 命令面板
commands-title = 要做什么
commands-hint = 输入几个字查找
commands-none = 没有这样的命令。
help-commands = 列出这里能做的事，输入几个字就能找到
help-theme = 换一种配色
help-projector = 投影版式：单栏、行距加大
help-clock = 显示客户还能等多久
help-tour = 看看简介
hint-skip = 跳过
theme-now = 配色：{ $theme }。想一直用它，请在配置文件里写 theme = "{ $theme }"。

tour-title = 欢迎：第 { $page } 步，共 { $pages } 步
tour-choose-title = 选一位客户
tour-choose = 列表里每一行是一位来办事的客户。用方向键选，按{ $key }进入；第一位就很适合上手。
    您在这里做的一切都只留在这台电脑上。
tour-answer-title = 用自己的话回答
tour-answer = 客户说完话，您平时怎么说就怎么打，中文英文都行，按{ $key }发出。按 { $actions } 还有可做的动作：微笑、倒水、请坐。
tour-see-title = 看看为什么
tour-see = 每次回答之后，会看到客户的反应、最值得改的一点和各项得分。按{ $key }可以展开得分，看是哪些话加了分、扣了分；按 { $retry } 可以重说一遍。
    随时按 { $help } 查看按键。
help-do = 就做这件
hint-do = 就做

# 一起练
class-name-title = 入座
class-name = 您怎么称呼？写下名字，按回车入座。掉线了再来，写同一个名字就回到原来的座位。
class-name-empty = 请先写下名字。
class-no-orders = 还没找到课堂
class-no-scenario = 这台机器没有这一题：{ $reason }
class-waiting = { $name }，您已入座，现在有 { $members } 人。等老师开始。
class-end = 这一课练完了，辛苦了。
class-passed = 您答了 { $count } 次，平均 { $mean } 分，达到了 { $pass } 分。
class-not-passed = 您答了 { $count } 次，平均 { $mean } 分；合格线是 { $pass } 分，再练练就能过。
class-headline = { $title }　第 { $step } 题，共 { $of } 题　第 { $turn } 句，共 { $turns } 句{ $aim }
class-paused = 暂停中
class-paused-no-send = 老师让停一停，待会儿再发；写好的话留着。
class-objected = 记下了，老师看得到。
class-not-kept = 暂时写不进课堂的文件夹，会一直重试：{ $reason }
class-kept-again = 刚才没写进去的，都写进去了。
class-wall-title = 大家的回答　{ $count } 份
class-wall-empty = 还没有人回答。
class-wall-gathering = 请入座，现在有 { $members } 人。
class-wall-answering = 大家正在写，共 { $members } 人。
class-ruled = 老师给 { $rating }
class-ruling = 老师：{ $reason }
class-ruled-principle = { $principle }：老师 { $rating }，系统 { $scorer }
class-ruled-divider = ；
class-overall = 总评
class-agreed-title = 您的分与系统的分
class-agreed-nothing = 您还没有自己打过分（O）。
class-agreed-count = 次数
class-agreed-same = 一致
class-agreed-near = 接近
class-agreed-mean = 相差
class-agreed-lead = 次数：系统打过、您又另行打过的次数；接近：相差不超过一档；相差：您的分减系统的分，取平均；?：不到 5 次，还看不出。您挑的多是看着不对的，所以这里看不出系统总体有多准。
class-agreed-few = 次数太少，还看不出
class-profanity = 有粗话
class-profanity-covered = 有粗话，已用 * 遮去
class-heat-title = 每个人的八条原则
class-heat-mean = 均
class-heat-environment = 环境
class-heat-initiative = 主动
class-heat-competence = 业务
class-heat-listening = 倾听
class-heat-demeanour = 举止
class-heat-patience = 耐心
class-heat-concise = 精炼
class-heat-attitude = 态度
class-states-title = 请大家都回到：（从那里重新开始，前面的话不算）
class-no-states = 现在还没有情景：按 N 开始。
class-roster = 座位　{ $count } 人
class-customer = 客户
class-nobody = 还没有人入座。学员运行 teller-coach class join { $dir } 就能进来；通过网络的，用 ssh 连上这台机器。
class-not-answered = 还没回答。
class-no-answer = 这个座位还没有回答。
class-objection = 学员有不同看法：{ $reason }
class-means = 全班
class-spread = 总评（0–4）　{ $spread }
class-missing = 多数人没有做到：{ $missing }。可以这样说：{ $example }
class-seat-here = 在座
class-seat-reading = 在读
class-seat-typing = 在写
class-seat-answered = 已答
class-seat-away = 离开
class-seat-fault = 有误
class-phase-gathering = 入座
class-phase-answering = 作答
class-phase-paused = 暂停
class-phase-talking = 讲评
class-phase-ended = 结束
class-sure-end = 结束这一课？回车结束，之后谁都不能再答；Esc 不结束。
class-sure-quit = 离开这里？课堂还在，再运行同一条命令就能接着上。回车离开，Esc 留下。
class-rule-title = 您给 { $label } 的分
class-rule-lead = Tab 选项目，上下键打分（0–4，减到 0 以下即收回），只打您有不同看法的。系统的分留着，您的分写在旁边。
class-rule-scale = 系统 { $scorer }   您 { $own }
class-rule-none = -
class-rule-rating = 请先打分：按上下键。
class-rule-placeholder = 理由，一句话
class-rule-reason = 请写下理由：别人要看得懂为什么。
class-joined-elsewhere = 座位“{ $name }”有人坐着，您坐在“{ $seat }”。
help-class-join = 用这个名字入座
help-class-leave = 离开课堂；再来时还坐原位
help-class-object = 写下您为什么不同意得分，老师看得到
help-class-wall = 看大家的回答
help-class-own = 看自己的得分
help-class-next = 开始，下一句，或下一题
help-class-pause = 停下，或接着来
help-class-reveal = 把回答给大家看，或收起来
help-class-pin = 挑出这份回答，两份可以并排看
help-class-rule = 写下您自己的分和理由
help-class-fork = 从这份回答往下走，全班一起
help-class-more = 多给三十秒
help-class-less = 少三十秒
help-class-named = 回答显示名字，或只显示字母
help-class-again = 这一题从头再来
help-class-end = 结束这一课
help-class-quit = 离开这里，课堂还在
help-class-rule-keep = 留下这个分
help-class-rating = 改分
help-class-rule-scale = 总评，或八项原则中的一项
help-class-as-written = 粗话照原样显示，或用 * 遮去
help-class-view = 看答案、八条原则总表、您的分与系统的分
help-class-bring = 让大家都到情景的某一处
help-class-bring-here = 大家从这里接着来
hint-class-join = 入座
hint-class-wall = 大家的
hint-class-own = 自己的
hint-class-next = 下一步
hint-class-pause = 暂停
hint-class-reveal = 公开
hint-class-pin = 挑出
hint-class-rule = 打分
hint-class-rule-scale = 选项目
hint-class-view = 换看
hint-class-bring-here = 到这里
hint-class-fork = 由此继续
hint-class-end = 结束
class-over = 这一课结束了，记录在 { $dir }。查验：teller-coach class verify { $dir }
class-set-aside = 这个文件夹里上一堂结束了的课，移到了 { $dir }，记录都在。
class-left = 课堂还在 { $dir }，再运行同一条命令就能接着上。
class-fault-garbage = 这个座位的文件里有读不懂的内容，已跳过。
class-fault-loose = 这个座位的文件前后接不上：被改过，或者缺了一段。
class-fault-shortened = 这个座位的文件变短了，先前读到的还在。
class-report-lead = { $when } 开课，课堂 { $class }，练习 { $drill }。程序 { $program }，评分 { $rubric }，种子 { $seed }，合格线 { $pass } 分。
class-report-goes-on = 这一课还没有结束。
class-report-attendance = 到课与成绩
class-report-who = 姓名
class-report-joined = 入座
class-report-count = 作答
class-report-mean = 平均
class-report-passed = 合格
class-report-yes = 合格
class-report-no = 未合格
class-report-rulings = 老师的打分
class-report-ruling-lead = 老师的分与系统的分并列，不取代系统的分。老师给了总评的，平均分以老师的为准。
class-report-place-short = 第 { $step } 题第 { $turn } 句
class-report-reason = 理由
class-report-agreement = 老师与系统
class-report-agreement-lead = 系统打过的分，老师另行打过几次（0–4）。老师挑的多是看着不对的，不是随机抽的，所以这里看得出两者差在哪儿，看不出系统总体有多准。
class-report-scale = 项目
class-report-ruled = 打分次数
class-report-same = 一致
class-report-near = 相差不超过一档
class-report-difference = 平均相差（老师 − 系统）
class-report-answers = 每个人的回答
class-report-place = 第 { $step } 题第 { $turn } 句　{ $title }（{ $edition }）
class-keep-done = 已存入老师自己的成绩库：{ $seats } 个座位，{ $attempts } 条记录。谁通过了、谁该补课：teller-coach class records
class-keep-again = 这一课早已入库，没有重复存。
class-keep-updated = 这一课早已入库，现已更新：{ $replies } 份回答的老师打分或学员看法有变化。
class-keep-updated-result = { $who }：均分 { $before } → { $after }，{ $was } → { $is }
class-keep-passed = 通过
class-keep-failed-mark = 未通过
class-keep-changed = 这一课早已入库，可文件夹里的内容在那之后被人改过，接不上了；库里的不动。class verify 会说记录到哪里为止。
class-keep-findings = 这一课有 { $count } 处和当初写下的不一样，库里已注明。看是哪些：teller-coach class verify { $dir }
class-keep-goes-on = 这一课还没有结束，之后的内容会存不进去。请先结束（teller-coach class host 可以接着上）。
class-keep-failed = 这一课没能存入成绩库：{ $reason }。文件夹里的记录是完整的，之后再存：teller-coach class keep { $dir }
class-records-none = 这里还没有存过课：class host 结束时会自动存，之后也可以用 teller-coach class keep 加文件夹补存。
class-records-title = 上课成绩：谁、何时、通过了什么
class-records-lead = 共 { $count } 条成绩，其中合格 { $passed } 条。
class-records-due-title = 该补课的人
class-records-due-lead = 截至 { $on }：{ $of } 人中有 { $count } 人在 { $days } 天内没有合格过，或从未合格。
class-note-done = 已记下 { $name }（课堂 { $class }）：{ $day } { $text }
class-note-empty = 请写几个字，说明做了什么。
class-note-nobody = 存下的课里（或那一课里）没有叫“{ $name }”的人；姓名和课堂见 teller-coach class records。
class-erase-ask = 将永久抹去 { $count } 人的姓名、有关备注和证书；做过的记录不动，只是不再有名字。确定请输入 yes：
class-erase-kept = 什么都没有抹去。
class-erase-nobody = 没有这个名字，什么都没有抹去。
class-erase-done = 已抹去姓名 { $count } 个、证书 { $certificates } 张。另存到别处或打印出来的报告和证书还在，请自行处理。
class-erase-also = 成绩库里还有这一课的姓名：teller-coach class erase --kept
class-erase-no-folder = 找不到文件夹 { $dir }。如果它还在别处，里面的姓名也还在：teller-coach class erase 文件夹 --seat { $seat }
class-erase-left = { $dir } 里座位 { $seat } 的姓名还在：{ $reason }
class-erase-aged = 按设置里的 class_names_days，已抹去 { $count } 个姓名。
certificate-title = 合格证书
certificate-says = 通过了
certificate-day = 日期
certificate-mark = 成绩
certificate-mark-of = { $mean } 分（满分 100，合格线 { $pass } 分，作答 { $count } 次）
certificate-customers = 题目与版本
certificate-program = 程序
certificate-rubric = 评分
certificate-seed = 种子
certificate-class = 课堂
certificate-head = 老师记录的末尾
certificate-check = 查验：对这一课的文件夹运行 teller-coach class verify，它会逐条查验记录，最后显示的记录末尾应与上面相同。
certificate-signature = 老师（签名、日期）
certificate-goes-on = 这一课还没有结束，结束后才能发证书。
certificate-none = 没有人合格，没有证书可写。
certificate-log = 老师的记录和当初写下的不一样，不能凭它发证书。看是哪里：teller-coach class verify { $dir }
certificate-not-sound = { $name } 没有证书：这个座位的文件和当初写下的不一样。看是哪里：teller-coach class verify { $dir }
certificate-written = { $name }：{ $file }

# 一块屏幕上的课
table-turn = 请 { $name } 回答
table-nobody = 按 { $key } 抽一位来回答
table-round = 还没答过的还有 { $left } 位
table-writing = { $name } 说的话
table-placeholder = 照着说的写下来，按回车留下
table-empty = 还没写。
table-full = 这一句最多并排三个回答：讲评之后再抽。
table-hands = { $hands } 人举手
table-vote = 哪一个最好？左右键选回答，上下键记举手的人数，再按 { $key } 亮分。
table-hidden = 分数先不亮
table-team = { $team } 队
table-done = 这份练习做完了。
table-over = 客户的事到这里就了了：按 { $key } 换下一题。
table-clock = { $clock }
help-table-draw = 抽一位来回答：人人轮到一次，才会有人轮到第二次
help-table-pass = 不在，换一位；等会儿再轮到
help-table-write = 写下说的话
help-table-hands = 举手表决：先不亮分，记下每个回答有几人举手
help-table-reveal = 亮分，或收起来
help-table-next = 下一题
help-table-teams = 分队，或不分
help-table-clock = 开始计时，或停下
help-table-more = 多记一只手；没有表决时多三十秒
help-table-less = 少记一只手；没有表决时少三十秒
help-table-keep = 留下这个回答
help-table-drop = 不写了
hint-table-draw = 抽人
hint-table-pass = 不在
hint-table-write = 写下
hint-table-hands = 表决

# 排练
rehearse-called = 学员
rehearse-kept = 发出 { $sent } 份回答，存下 { $stored } 份；少了 { $missing } 份，多了 { $doubled } 份。
rehearse-unmarked = 有 { $count } 份十秒内没看到得分。
rehearse-cuts = 有 { $count } 位刚发出就掉线，后来都回来了。
rehearse-waited = 从发出到看见自己的得分：一半在 { $median } 毫秒以内，一百次里九十九次在 { $slow } 毫秒以内，最长 { $slowest } 毫秒。
rehearse-wall = 从发出到老师的屏幕上：一半在 { $median } 毫秒以内，一百次里九十九次在 { $slow } 毫秒以内，最长 { $slowest } 毫秒。
rehearse-load = 每位学员的程序占内存 { $memory } MB；老师的程序平均占一个核的 { $console }%。

## 发给学习记录系统的内容

xapi-answered = 作答
xapi-commented = 评论
xapi-completed = 完成
xapi-terminated = 中途结束
xapi-passed = 通过
xapi-failed = 未通过
xapi-scored = 评分
xapi-exam = 考核：单个片段
xapi-class = 课堂
push-done = 发送 { $sent } 条；此前已发送 { $known } 条；对方已有 { $present } 条；被拒 { $refused } 条。
push-nothing = 没有可发送的记录。
push-refused = 学习记录系统拒收 { $id }（{ $verb }，{ $object }）：{ $answer }
push-refused-more = 另有 { $count } 条被拒。
push-again = 对方已接收的都记下了，再执行一次同样的命令，只会发送剩下的。
push-wait = 学习记录系统没有响应（{ $why }），{ $seconds } 秒后重试。

# 一台机器之外
bundle-written = { $file } 里有 { $count } 条练习记录。总库里您的代号是 { $person }。
overview-branch = 网点
overview-people = 人数
overview-person = 代号
overview-replies = 作答
overview-encounters = 完结
overview-overall = 均分
overview-weakest = 最弱
overview-crossed = 踩红线
overview-passed = 通过
overview-failed = 未过
overview-passed-on = 最近通过
overview-last = 最近练习
overview-principle = 原则
overview-mean = 均分
overview-badly = 不到 50 分
overview-lowest = 最低的网点
overview-lowest-mean = 它的均分
overview-days = 天数
overview-day = 日期
overview-name = 姓名
overview-drill = 练习
overview-drill-edition = 练习版本
overview-title = 名称
overview-editions = 版本
overview-answered = 作答数
overview-pass = 合格线
overview-proved = 未经改动
overview-class = 课堂
overview-notes = 备注
overview-program = 程序
overview-rubric = 评分
overview-seed = 种子
overview-head = 记录末尾
overview-attended = 最近上课
overview-yes = 是
overview-no = 否
overview-page = 第 { $page } 页，共 { $pages } 页，{ $of } 行。
overview-none = 没有记录。
overview-scale = 项目
overview-rulings = 打分次数
overview-same = 一致
overview-near = 相差不超过一档
overview-difference = 平均相差（老师 − 系统）
overview-due-roster = 名单上 { $of } 人，该练的 { $count } 人；其中 { $missing } 人库里没有任何记录：从没练过，或用的是别的姓名、工号或密钥。
overview-no-rulings = 还没有老师打过分。
import-done = 已导入 { $bundles } 个包：新记录 { $new } 条，{ $known } 条原来就有。
import-revised = 原有记录中：{ $replies } 份回答的老师打分或学员看法有更新，{ $results } 个结果因此变了。
import-again = { $bundles } 个包以前导入过，这次没有改动什么。

## 从损坏的成绩文件里救回了什么

rescue-sound = 成绩文件完好，不用抢救，没有动它。
rescue-none = 还没有成绩文件。
rescue-nothing = 里面什么也读不出来了，原处已新建一份空的。
rescue-saved = 救回 { $encounters } 次练习、{ $events } 条记录，从 { $first } 到 { $last }。
rescue-all = 什么也没丢。汇总、索引和搜索都已重建。
rescue-lost = 丢了{ $exact ->
    [yes] { $count } 条记录
   *[no] 最多 { $count } 条记录（只能估计）
}
rescue-lost-between = { $after } 到 { $before }：{ $count } 条
rescue-lost-before = { $before } 以前：{ $count } 条
rescue-lost-after = { $after } 以后：{ $count } 条
rescue-lost-ever = 时间不明：{ $count } 条
rescue-lost-more =   另有 { $places } 处，共 { $count } 条
rescue-missing = 文件缺了 { $pages } 页，那里有多少记录已无从得知。
rescue-left = { $count } 次没练完的练习中间缺了记录，接不下去，记为中途离开。
rescue-aside = { $count } 条记录缺了前文，没法放回去，另存在：{ $place }
rescue-damaged = 损坏的文件留在：{ $place }
rescue-keep = 里面有您说过的话，用不着了请删掉；erase --all 也会一并删除。
