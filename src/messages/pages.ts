/** What the pages of the site say around lessons, scenarios and the glossary, which bring their own words. */
export const pageWords = {
  titled: (title: string) => `${title}: Hopwise`,
  frame: {
    menu: 'Menu',
    skip: 'Skip to the content',
    site: 'Site',
    more: 'More',
    rooms: {
      learn: 'Learn',
      scenarios: 'Scenarios',
      sandbox: 'Sandbox',
      glossary: 'Glossary',
      search: 'Search',
      settings: 'Settings',
    },
    simulated: 'What is simulated',
    offline: 'Offline',
    licence: 'Hopwise is free software under the Apache License 2.0.',
    trademarks:
      'It is not made or endorsed by Amazon. AWS and the names of its services are trademarks of Amazon.com, Inc. or its affiliates.',
  },
  home: {
    title: 'Hopwise: a workbook for private networking on AWS',
    description:
      'A workbook for AWS PrivateLink and the private networking around it, with a simulated AWS at its heart that runs in your browser.',
    heading: 'Follow the packet.',
    lead: 'A workbook for AWS PrivateLink and the private networking around it. At its heart is a simulated AWS that runs in this page: you type the real commands, it answers as AWS answers, and packets obey the rules that you wrote.',
    start: 'Start with a scenario',
    orLearn: 'or see what there is to learn',
    free: 'Free, with no account and nothing to install. What you do stays in your browser.',
    try: 'Try it here',
    tryLead:
      'A machine in a private subnet wants to reach Amazon S3. It cannot: nothing leads out. Give it a way, and watch the packet find it.',
    tryTitle: 'A way to Amazon S3',
    tryGoal: 'app-1 reaches Amazon S3, and there is still no internet gateway.',
    ways: 'Three ways in',
    learn: 'Learn',
    learnText:
      'A curriculum of eighteen modules, and the lessons written so far, with what AWS’s exams expect. Their diagrams, traces and outputs are computed from a network, not drawn.',
    build: 'Scenarios',
    buildText:
      'Networks that somebody needs, judged by what they do: every design that behaves passes, and a goal that is not reached says why.',
    sandbox: 'Sandbox',
    sandboxText:
      'An empty account of your own, with undo for every step. Nothing that you break costs anything.',
    rules: 'Three ground rules',
    contract: 'AWS’s own contract',
    contractText:
      'Operations, parameters and shapes are compiled from the clients that AWS publishes. An option that AWS does not have does not exist here either.',
    oneWorld: 'One world, many views',
    oneWorldText:
      'What the terminal prints is read from one simulated world. Diagrams, verdicts and costs are computed from the same world, never written down a second time.',
    honest: 'It says what it lacks',
    honestText:
      'A command that AWS has and Hopwise does not simulate answers so, by name, with exit status 255. It never makes up a result.',
    run: 'Run it yourself',
    runLead:
      'In the folder of the repository, with Node 20.19 or newer and npm (on a Mac, Node 22.19 or newer):',
    runShell: 'A prompt in the simulated AWS, with history and completion.',
    runScript: 'Runs a script there. Its output and exit status are the script’s.',
    runServe: 'The same cloud for the real CLI, boto3 and the AWS SDKs, on this machine alone.',
    runStart: 'Serves this workbook on your machine.',
    session: 'A session, as it prints',
    grid: {
      title: 'The subnet 10.0.1.0/24',
      text: '256 addresses in sixteen rows. The first four and the last are marked as kept by AWS. The lower half is outlined: it is 10.0.1.128/25, which a second subnet may not take.',
      scale: '10.0.1.0/24, to scale',
      free: '251 addresses to use',
      kept: '5 that AWS keeps',
      refused: '10.0.1.128/25: already inside, refused',
    },
  },
  learn: {
    title: 'Learn: Hopwise',
    description:
      'The curriculum of private networking on AWS, module by module: what there is to know, and the lessons that teach it.',
    heading: 'Learn',
    lead: (modules: number, topics: number, taught: number) =>
      `${modules} modules, ${topics} topics. Lessons teach ${taught} of them so far. For the others there are scenarios and AWS’s own documentation, until their lessons are written.`,
    lessons: 'Lessons:',
    found: (lesson: string) => `Lesson: ${lesson}`,
    minutes: (minutes: number) => `About ${minutes} minutes.`,
    topics: (count: number) => (count === 1 ? '1 topic' : `${count} topics`),
    topicsOf: (count: number) =>
      count === 1 ? '1 topic of the curriculum' : `${count} topics of the curriculum`,
    build: 'Build it yourself',
    checked: (date: string) => `Its facts were last checked on ${date}.`,
  },
  scenario: {
    all: 'Scenarios',
    found: (scenario: string) => `Scenario: ${scenario}`,
    level: 'Level',
    time: 'Time',
    minutes: (minutes: number) => `about ${minutes} minutes`,
    teaches: (count: number) =>
      count === 1 ? '1 topic of the curriculum' : `${count} topics of the curriculum`,
    exams: 'Exams that ask for it',
    open: 'Open the lab',
    goals: 'What will be checked',
    points: (points: number, isBonus: boolean) =>
      `${points} ${points === 1 ? 'point' : 'points'}${isBonus ? ', bonus' : ''}`,
    labTitle: (title: string) => `${title}: lab: Hopwise`,
    noScript: 'The lab is a program that runs in your browser, and needs JavaScript to be switched on.',
    read: 'You can read what it asks for without that.',
  },
  sandbox: {
    title: 'Sandbox: Hopwise',
    description: 'A simulated AWS to do with as you like, with a terminal, a map and a time line.',
    heading: 'Sandbox',
    noScript: 'The sandbox is a program that runs in your browser, and needs JavaScript to be switched on.',
  },
  lab: {
    title: 'Lab: Hopwise',
    description: 'A scenario from a pack that you have installed.',
    heading: 'Lab',
  },
  glossary: {
    title: 'Glossary: Hopwise',
    description: 'What the words of private networking on AWS mean, each in a sentence or two.',
    heading: 'Glossary',
  },
  search: {
    title: 'Search: Hopwise',
    description: 'Full-text search over lessons, scenarios and the glossary, in your browser.',
    heading: 'Search',
    noScript:
      'The search runs in your browser, and needs JavaScript to be switched on. You can read these without that:',
    for: 'Search for',
    hint: 'A word, a term, or an AWS operation. Search works without a network, too.',
    searching: 'Searching …',
    count: (shown: number, of: number) =>
      of > shown ? `${of} pages; here are the best ${shown}` : `${of} page${of === 1 ? '' : 's'}`,
    sections: 'Most of it in',
    none: (text: string) => `Nothing found for “${text}”.`,
    instead: 'Try another spelling, or fewer words. Or look through all there is:',
    failed: 'The search could not be loaded:',
  },
  settings: {
    title: 'Settings: Hopwise',
    description:
      'How Hopwise looks, what you have reached and how to take it along, and the packs that you have installed.',
    heading: 'Settings',
    noScript: 'Settings are kept in your browser, and need JavaScript to be switched on.',
  },
  about: {
    title: 'What is simulated: Hopwise',
    description:
      'Which operations of AWS Hopwise simulates, how near it comes to the real ones, and what it leaves out.',
    heading: 'What is simulated, and what is not',
    lead: 'Hopwise runs a simulated AWS in your browser. Its aws command follows the real one, down to messages and exit statuses; packets are followed through the rules that you wrote; and an operation that is not simulated says so by name.',
    offline: 'Offline',
    offlineText:
      'Nothing is sent anywhere. After the first visit the workbook is kept in your browser and works without a network; what you do in labs is kept there, too.',
    services: 'Service by service',
    servicesLead:
      'How many operations of each service answer as AWS’s own do, how many in a simplified way, and how many answer that they are not simulated. Each service has a page that lists its operations one by one, and names AWS’s page for each.',
    service: 'Service',
    exact: 'Exact',
    simplified: 'Simplified',
    notSimulated: 'Not simulated',
    missing: (count: number) =>
      count === 1 ? '1 operation is not simulated' : `${count} operations are not simulated`,
    serviceHeading: (service: string) => `What is simulated of ${service}`,
    serviceTitle: (service: string) => `What is simulated of ${service}: Hopwise`,
    serviceDescription: (service: string) =>
      `The operations of ${service}: which are simulated, and how near they come to AWS’s own.`,
  },
  notFound: {
    title: 'No such page: Hopwise',
    description: 'This address leads nowhere.',
    heading: 'No route to this page.',
    text: 'Nothing is published at this address. It may have been mistyped, or the page may have moved.',
    home: 'Start from the home page',
    search: 'Search for it',
  },
}
